namespace Sim.CoreEmulator.Harts.Csrs;

/// <summary>Fields of hstatus. Privileged manual, "Hypervisor Status Register".</summary>
internal static class HypervisorStatusField
{
    public const ulong Gva = 1UL << 6;
    public const ulong Spv = 1UL << 7;
    public const ulong Spvp = 1UL << 8;
    public const ulong Hu = 1UL << 9;
    public const ulong Vtvm = 1UL << 20;
    public const ulong Vtw = 1UL << 21;
    public const ulong Vtsr = 1UL << 22;

    /// <summary>VSXL: always 64 bits.</summary>
    public const ulong Vsxl64 = 2UL << 32;
}
