using System;
using Sim.Hosts.Cpu.Scheduling;

namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>Weights of Linux's fair schedulers.</summary>
public static class NiceWeights
{
    /// <summary>The weight of nice 0.</summary>
    public const int One = 1024;

    private const double SharesOfOne = 1000;

    // kernel/sched/core.c, sched_prio_to_weight: each step is about a quarter.
    private static readonly int[] ByNice =
    [
        88761, 71755, 56483, 46273, 36291, 29154, 23254, 18705, 14949, 11916, 9548, 7620, 6100, 4904, 3906, 3121, 2501, 1991, 1586, 1277,
        1024, 820, 655, 526, 423, 335, 272, 215, 172, 137, 110, 87, 70, 56, 45, 36, 29, 23, 18, 15,
    ];

    /// <summary>The weight of a nice value, -20 to 19.</summary>
    public static int Of(int nice) => ByNice[nice + 20];

    /// <summary>The weight of each vCPU of a VM: of its nice value, else its part of the VM's shares, 1000 for nice 0.</summary>
    public static int OfVcpu(VcpuClaim claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return claim.Nice is { } nice ? Of(nice) : (int)Math.Clamp(Math.Round(claim.SharesOfVcpu / SharesOfOne * One), 2, 1 << 18);
    }
}
