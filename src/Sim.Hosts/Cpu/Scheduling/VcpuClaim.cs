using System.Collections.Generic;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Cpu.Scheduling;

/// <summary>What one VM may claim of the CPU. Each policy reads of it what its real counterpart has.</summary>
public sealed record VcpuClaim
{
    /// <summary>The VM's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Virtual CPUs, 1 or more.</summary>
    public int Vcpus { get; init; } = 1;

    /// <summary>Weight of the whole VM against others; 1000 for each vCPU is usual.</summary>
    public double Shares { get; init; } = 1000;

    /// <summary>Weight of each of its vCPUs.</summary>
    public double SharesOfVcpu => Shares / Vcpus;

    /// <summary>What it gets whenever it wants it, in pCPUs.</summary>
    public double Reservation { get; init; }

    /// <summary>What it never exceeds, in pCPUs; infinity: no limit.</summary>
    public double Limit { get; init; } = double.PositiveInfinity;

    /// <summary>Index of its resource pool in <see cref="Machine.CpuHost.Pools"/>; -1: the root.</summary>
    public int Pool { get; init; } = -1;

    /// <summary>Static priority, 0 (lowest) to 139; for policies by priority.</summary>
    public int Priority { get; init; } = 70;

    /// <summary>Nice value, -20 to 19, of its threads under a Linux scheduler; null: <see cref="Shares"/> alone counts.</summary>
    public int? Nice { get; init; }

    /// <summary>Period of its real-time budget; null: the policy's default.</summary>
    public Duration? Period { get; init; }

    /// <summary>Budget of each vCPU in each period; null: the policy's default.</summary>
    public Duration? Budget { get; init; }

    /// <summary>Whether it may use time that nobody has reserved (Xen's extratime); null: the policy's default.</summary>
    public bool? ExtraTime { get; init; }

    /// <summary>Slice of its own (EEVDF's sched_runtime); null: the policy's.</summary>
    public Duration? Slice { get; init; }

    /// <summary>How much BVT warps it ahead; zero: not at all.</summary>
    public Duration Warp { get; init; } = Duration.Zero;

    /// <summary>pCPUs it may use; empty: all.</summary>
    public IReadOnlyList<int> Affinity { get; init; } = [];

    /// <summary>Memory that each vCPU keeps warm in caches; zero: cold caches cost nothing.</summary>
    public Bytes Footprint { get; init; } = new(0);

    /// <summary>Whether the guest sees SMT siblings (Hyper-V's core scheduler).</summary>
    public bool SeesSmt { get; init; } = true;

    /// <summary>Whether there is a limit.</summary>
    public bool IsLimited => !double.IsPositiveInfinity(Limit);
}
