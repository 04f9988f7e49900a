namespace Sim.CoreEmulator.Timing.Translation;

/// <summary>What TLB entries are tagged with: ASID, VMID, whether it is a guest's, and the modes of both stages. 0 where nothing is translated.</summary>
internal static class SpaceTag
{
    /// <summary>Set in every tag, so that none is 0.</summary>
    public const ulong Valid = 1UL << 63;

    /// <summary>V=1.</summary>
    public const ulong Guest = 1UL << 62;

    /// <summary>The bits of an ASID.</summary>
    public const ulong AsidMask = 0xFFFF;

    /// <summary>All that a page of bit G is compared by: it belongs to every ASID.</summary>
    public const ulong Global = ~AsidMask;

    /// <summary>All that the second stage depends on.</summary>
    public const ulong SecondStage = Valid | Guest | (VmidMask << VmidShift) | (15UL << SecondShift);

    private const int AsidAt = 44;
    private const int ModeAt = 60;
    private const int VmidShift = 16;
    private const ulong VmidMask = 0x3FFF;
    private const int FirstShift = 32;
    private const int SecondShift = 36;

    /// <summary>The tag of a host's space.</summary>
    public static ulong OfHost(ulong satp) => satp >> ModeAt == 0 ? 0 : Valid | First(satp);

    /// <summary>The tag of a guest's space.</summary>
    public static ulong OfGuest(ulong vsatp, ulong hgatp) => vsatp >> ModeAt == 0 && hgatp >> ModeAt == 0
        ? 0
        : Valid | Guest | First(vsatp) | (((hgatp >> AsidAt) & VmidMask) << VmidShift) | ((hgatp >> ModeAt) << SecondShift);

    /// <summary>The ASID in a tag.</summary>
    public static ulong Asid(ulong space) => space & AsidMask;

    /// <summary>The VMID in a tag.</summary>
    public static ulong Vmid(ulong space) => (space >> VmidShift) & VmidMask;

    /// <summary>Whether it is a guest's.</summary>
    public static bool IsGuest(ulong space) => (space & Guest) != 0;

    private static ulong First(ulong atp) => ((atp >> AsidAt) & AsidMask) | ((atp >> ModeAt) << FirstShift);
}
