namespace Sim.CoreEmulator.Memory;

/// <summary>Where an access goes.</summary>
/// <param name="Physical">The physical address.</param>
/// <param name="WholePage">Whether the same holds for all of its 4-KiB page, so that a TLB may keep it: physical memory protection may be finer.</param>
internal readonly record struct Translation(ulong Physical, bool WholePage)
{
    /// <summary>Whether it comes from a page table entry of more than 4 KiB, of which a TLB keeps pieces: a fence of one address is about all of them.</summary>
    public bool IsLarge { get; init; }
}
