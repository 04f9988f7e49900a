using System.Collections.Generic;
using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Scenarios;

/// <summary>What a VM asks of the vCPU scheduler beyond its shares; each scheduler reads what it knows.</summary>
public sealed record VmCpu
{
    /// <summary>Static priority.</summary>
    [Key("priority", "Static priority, highest first, for schedulers that go by it.", Min = 0, Max = 139)]
    public int Priority { get; init; } = 70;

    /// <summary>Nice value of its threads; null: its shares count.</summary>
    [Key("nice", "Nice value of its threads under cfs and eevdf. Left out: its shares count.", Min = -20, Max = 19)]
    public int? Nice { get; init; }

    /// <summary>Period of its budget; null: the scheduler's.</summary>
    [Key("period", "Period of its real-time budget. Left out: the scheduler's.", Min = 1000, Max = 1e12, Example = "10 ms")]
    public Duration? Period { get; init; }

    /// <summary>Budget of each vCPU in a period; null: the scheduler's.</summary>
    [Key("budget", "Budget of each vCPU in a period. Left out: the scheduler's.", Min = 1000, Max = 1e12, Example = "4 ms")]
    public Duration? Budget { get; init; }

    /// <summary>Whether it may use unreserved time; null: the scheduler's choice.</summary>
    [Key("extraTime", "Whether it may use time that nobody has reserved. Left out: the scheduler's choice.")]
    public bool? ExtraTime { get; init; }

    /// <summary>Slice of its own; null: the scheduler's.</summary>
    [Key("slice", "Slice of its own under eevdf. Left out: the scheduler's.", Min = 1000, Max = 1e12, Example = "3 ms")]
    public Duration? Slice { get; init; }

    /// <summary>How far BVT warps it ahead.</summary>
    [Key("warp", "How far bvt warps it ahead.", Min = 0, Max = 1e12, Example = "10 ms")]
    public Duration Warp { get; init; } = Duration.Zero;

    /// <summary>pCPUs it may use; empty: all.</summary>
    [Key("affinity", "pCPUs it may use, numbered from 0; []: all.")]
    public IReadOnlyList<int> Affinity { get; init; } = [];

    /// <summary>Memory that each vCPU keeps warm in caches.</summary>
    [Key("footprint", "Memory that each vCPU keeps warm in caches, and fetches again after it was away. 0 B: cold caches cost nothing.", Min = 0, Example = "2 MiB")]
    public Bytes Footprint { get; init; } = Bytes.Zero;

    /// <summary>Whether the guest sees SMT siblings.</summary>
    [Key("seesSmt", "Whether the guest sees its vCPUs as SMT siblings (Hyper-V).")]
    public bool SeesSmt { get; init; } = true;
}
