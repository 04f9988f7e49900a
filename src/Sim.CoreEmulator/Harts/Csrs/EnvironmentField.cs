namespace Sim.CoreEmulator.Harts.Csrs;

/// <summary>Fields of menvcfg, senvcfg and henvcfg. Privileged manual, "Machine Environment Configuration Register".</summary>
internal static class EnvironmentField
{
    public const ulong Fiom = 1UL << 0;
    public const int CbieShift = 4;

    /// <summary>CBIE: 0 cbo.inval is refused, 1 it flushes, 3 it invalidates.</summary>
    public const ulong Cbie = 3UL << CbieShift;
    public const ulong Cbcfe = 1UL << 6;
    public const ulong Cbze = 1UL << 7;
    public const ulong Adue = 1UL << 61;
    public const ulong Pbmte = 1UL << 62;
    public const ulong Stce = 1UL << 63;
}
