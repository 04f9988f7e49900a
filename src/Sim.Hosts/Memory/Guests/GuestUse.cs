namespace Sim.Hosts.Memory.Guests;

/// <summary>What a guest does with its memory during a step.</summary>
/// <param name="Used">Pages that its kernel, processes and page cache take; the rest it regards as free.</param>
/// <param name="Active">Of those, pages that it touches again and again: its working set.</param>
/// <param name="BusySeconds">Seconds of vCPU time that it would run, all vCPUs together, if no access ever waited.</param>
public readonly record struct GuestUse(double Used, double Active, double BusySeconds);
