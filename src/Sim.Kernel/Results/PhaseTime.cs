namespace Sim.Kernel.Results;

/// <summary>Wall time of one phase of a run.</summary>
/// <param name="Name">What was done: <c>read</c>, <c>place</c>, <c>simulate</c>, <c>write</c>, <c>report</c>.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="AllocatedBytes">Bytes allocated on the managed heap meanwhile.</param>
public sealed record PhaseTime(string Name, double Seconds, long AllocatedBytes);
