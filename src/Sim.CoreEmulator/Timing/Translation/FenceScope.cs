namespace Sim.CoreEmulator.Timing.Translation;

/// <summary>What a fence drops. Privileged manual, "Supervisor Memory-Management Fence Instruction" and "Hypervisor Memory-Management Fence Instructions".</summary>
/// <param name="IsGuest">Whether it is about guests' translations.</param>
/// <param name="Asid">The ASID; null for all, pages of bit G included.</param>
/// <param name="Vmid">The VMID; null for all.</param>
/// <param name="Address">The address; null for all.</param>
internal readonly record struct FenceScope(bool IsGuest, ulong? Asid, ulong? Vmid, ulong? Address)
{
    /// <summary>Whether a tag is of a space it is about.</summary>
    public bool Covers(ulong space) => SpaceTag.IsGuest(space) == IsGuest
        && (Asid is null || SpaceTag.Asid(space) == (Asid & SpaceTag.AsidMask))
        && (Vmid is null || SpaceTag.Vmid(space) == Vmid);

    /// <summary>Whether it drops a page.</summary>
    public bool Covers(in TlbPage page)
    {
        bool isGlobal = page.SpaceMask == SpaceTag.Global;
        return page.Space != 0
            && Covers(page.Space)
            && (Asid is null || !isGlobal)
            && (Address is null || Address >> page.Bits == page.Page >> page.Bits);
    }
}
