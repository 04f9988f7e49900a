using System;
using Sim.Hosts.Cpu.Scheduling;

namespace Sim.Hosts.Cpu.Schedulers.Linux;

/// <summary>Weights of Linux's fair schedulers, in the resolution that 64-bit kernels use: nice 0 weighs 2^20.</summary>
/// <remarks>
/// Source: kernel/sched/core.c (the table of nice values), models.md A6. A VM without a nice value weighs by its shares, 1000 for
/// nice 0 (libvirt's cpu.shares have 1024 there; 1000 for each vCPU is usual here). There are no group entities, so each vCPU weighs
/// its part of them, whether its siblings are runnable or not.
/// </remarks>
public static class FairWeights
{
    /// <summary>Bits by which the weight of nice 0 is shifted: virtual time passes at 2^20 / weight.</summary>
    public const int UnitBits = 20;

    private const int Resolution = 1024;
    private const double One = 1 << UnitBits;
    private const double SharesOfNice0 = 1000;
    private const long Least = 2 * Resolution;
    private const long Most = (long)Resolution << 18;

    private static readonly int[] ByNice =
    [
        88761, 71755, 56483, 46273, 36291, 29154, 23254, 18705, 14949, 11916, 9548, 7620, 6100, 4904, 3906, 3121, 2501, 1991, 1586, 1277,
        1024, 820, 655, 526, 423, 335, 272, 215, 172, 137, 110, 87, 70, 56, 45, 36, 29, 23, 18, 15,
    ];

    /// <summary>The weight of a nice value, -20 to 19.</summary>
    public static long OfNice(int nice) => (long)ByNice[nice + 20] * Resolution;

    /// <summary>The weight of each vCPU of a VM.</summary>
    public static long OfVcpu(VcpuClaim claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return claim.Nice is { } nice ? OfNice(nice) : (long)Math.Clamp(Math.Round(claim.SharesOfVcpu / SharesOfNice0 * One), Least, Most);
    }

    /// <summary>How much virtual time passes for a weight in so much time, in ns.</summary>
    public static long Virtual(long time, long weight) => (time << UnitBits) / weight;
}
