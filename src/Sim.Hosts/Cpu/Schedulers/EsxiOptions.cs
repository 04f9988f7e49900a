using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>Options of <see cref="Esxi"/>.</summary>
/// <remarks>
/// VMware documents the rules, not the numbers. 50 ms as the quantum is quoted by secondary sources (Packt, "vSphere High
/// Performance Cookbook", 2nd edition); the skew of 3 ms was not found in a source (models.md A8), and intervals, windows and
/// leads are assumptions.
/// </remarks>
public sealed record EsxiOptions
{
    /// <summary>The quantum.</summary>
    [Key("quantum", "How long a vCPU runs at most before others get their turn.", Min = 100_000, Max = 1e10, Example = "50 ms")]
    public Duration Quantum { get; init; } = Duration.FromMilliseconds(50);

    /// <summary>What is done about uneven progress.</summary>
    [Key("coscheduling", "What is done about vCPUs of a VM that progress unevenly: the leading one stops (relaxed), the VM stops until all can start at once (strict), nothing (off).")]
    public Coscheduling Coscheduling { get; init; } = Coscheduling.Relaxed;

    /// <summary>The skew that stops.</summary>
    [Key("skewStop", "How far a vCPU may be ahead of its slowest sibling that is not idle.", Min = 10_000, Max = 1e10, Example = "3 ms")]
    public Duration SkewStop { get; init; } = Duration.FromMilliseconds(3);

    /// <summary>The skew below which a stopped vCPU goes on.</summary>
    [Key("skewStart", "Below which lead a co-stopped vCPU goes on.", Min = 0, Max = 1e10, Example = "1500 us")]
    public Duration SkewStart { get; init; } = Duration.FromNanoseconds(1_500_000);

    /// <summary>How often skew is looked at.</summary>
    [Key("skewCheck", "How often skew is looked at.", Min = 10_000, Max = 1e9, Example = "1 ms")]
    public Duration SkewCheck { get; init; } = Duration.FromMilliseconds(1);

    /// <summary>Who may share a core.</summary>
    [Key("sideChannel", "Who may share a core's threads: anybody (none), nobody (scav1), vCPUs of one VM (scav2).")]
    public SideChannel SideChannel { get; init; } = SideChannel.None;

    /// <summary>Whether a vCPU is charged half while the other thread of its core is busy.</summary>
    [Key("chargeHalf", "Whether time on a core whose other thread is busy, too, is charged by half, as PCPU USED does.")]
    public bool ChargeHalf { get; init; } = true;

    /// <summary>Whether VMs have a home NUMA node.</summary>
    [Key("numa", "Whether VMs that fit have a home NUMA node, whose pCPUs they are given first.")]
    public bool Numa { get; init; } = true;

    /// <summary>How often homes are rebalanced.</summary>
    [Key("numaRebalance", "How often home nodes are rebalanced.", Min = 1e6, Max = 1e12, Example = "2 s")]
    public Duration NumaRebalance { get; init; } = Duration.FromSeconds(2);

    /// <summary>How uneven the nodes must be.</summary>
    [Key("numaImbalance", "How far the loads of two nodes must be apart, as a fraction of a node, before a VM moves.", Min = 0, Max = 1)]
    public double NumaImbalance { get; init; } = 0.1;

    /// <summary>The time within which limits hold.</summary>
    [Key("limitPeriod", "Time within which limits hold.", Min = 1e6, Max = 1e10, Example = "100 ms")]
    public Duration LimitPeriod { get; init; } = Duration.FromMilliseconds(100);

    /// <summary>How far a running VM must be ahead of a waking one to lose its pCPU.</summary>
    [Key("wakeLead", "How far, in CPU time, a running VM must be ahead of a waking one to lose its pCPU to it.", Min = 0, Max = 1e10, Example = "1 ms")]
    public Duration WakeLead { get; init; } = Duration.FromMilliseconds(1);
}
