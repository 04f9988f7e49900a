namespace Sim.Hosts.Costs;

/// <summary>What an operation costs on a core, measured on the core emulator: a row of a cost table.</summary>
/// <remarks>All numbers are per operation, less what measuring itself costs, except for <see cref="Samples"/>.</remarks>
public sealed record CostRow
{
    /// <summary>The hot section, such as <c>exit-null</c>.</summary>
    public required string Section { get; init; }

    /// <summary><c>warm</c>: caches, TLBs and predictors know it; <c>cold</c>: they are empty.</summary>
    public required string Mode { get; init; }

    /// <summary>What tells apart the rows of a section, as <c>key=value</c> with semicolons between: <c>handler=user;access=load</c>.</summary>
    public required string Parameters { get; init; }

    /// <summary>Mean cycles.</summary>
    public required double CyclesMean { get; init; }

    /// <summary>Median cycles.</summary>
    public required double CyclesP50 { get; init; }

    /// <summary>What 99 % of the samples do not exceed.</summary>
    public required double CyclesP99 { get; init; }

    /// <summary>Instructions, of the core on which a sample ends; so with all counts below.</summary>
    public required double Instructions { get; init; }

    /// <summary>Misses of the first-level data cache.</summary>
    public double L1DMisses { get; init; }

    /// <summary>Misses of the second level.</summary>
    public double L2Misses { get; init; }

    /// <summary>Misses of the last level, of this core's accesses.</summary>
    public double LlcMisses { get; init; }

    /// <summary>Accesses to data whose translation was not in the first-level TLB.</summary>
    public double DtlbMisses { get; init; }

    /// <summary>Entries of page tables that the walker read.</summary>
    public double WalkReferences { get; init; }

    /// <summary>Walks of page tables: translations that no TLB had.</summary>
    public double Walks { get; init; }

    /// <summary>Cycles that walks took, from start to end.</summary>
    public double WalkCycles { get; init; }

    /// <summary>Of these, what the last part of a nested walk took: the host's walk for the address itself, behind the guest's leaf entry.</summary>
    public double WalkFinalCycles { get; init; }

    /// <summary>How many samples.</summary>
    public required long Samples { get; init; }

    /// <summary>Half the width of the 95 % confidence interval of the mean, in cycles; 0 with one sample.</summary>
    public required double Confidence { get; init; }
}
