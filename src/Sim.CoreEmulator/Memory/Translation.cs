namespace Sim.CoreEmulator.Memory;

/// <summary>Where an access goes.</summary>
/// <param name="Physical">The physical address.</param>
/// <param name="WholePage">Whether the same holds for all of its 4-KiB page, so that a TLB may keep it: physical memory protection may be finer.</param>
internal readonly record struct Translation(ulong Physical, bool WholePage);
