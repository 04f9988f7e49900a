namespace Sim.CoreEmulator.Harts.Csrs;

/// <summary>Fields of mstatus, sstatus and vsstatus. Privileged manual, "Machine Status Registers".</summary>
internal static class StatusField
{
    public const ulong Sie = 1UL << 1;
    public const ulong Mie = 1UL << 3;
    public const ulong Spie = 1UL << 5;
    public const ulong Mpie = 1UL << 7;
    public const ulong Spp = 1UL << 8;
    public const int MppShift = 11;
    public const ulong Mpp = 3UL << MppShift;
    public const ulong Fs = 3UL << 13;
    public const ulong Mprv = 1UL << 17;
    public const ulong Sum = 1UL << 18;
    public const ulong Mxr = 1UL << 19;
    public const ulong Tvm = 1UL << 20;
    public const ulong Tw = 1UL << 21;
    public const ulong Tsr = 1UL << 22;

    /// <summary>UXL: always 64 bits.</summary>
    public const ulong Uxl64 = 2UL << 32;

    /// <summary>SXL: always 64 bits.</summary>
    public const ulong Sxl64 = 2UL << 34;
    public const ulong Gva = 1UL << 38;
    public const ulong Mpv = 1UL << 39;

    /// <summary>SD: FS is Dirty.</summary>
    public const ulong Sd = 1UL << 63;

    /// <summary>A status register with SD as its FS field wants it.</summary>
    public static ulong WithSd(ulong status) => (status & Fs) == Fs ? status | Sd : status & ~Sd;
}
