namespace Sim.CoreEmulator.Timing.Regions;

/// <summary>Which instructions of a long program are timed: a unit in each period. Wunderlich, Wenisch, Falsafi, Hoe: "SMARTS", ISCA 2003.</summary>
internal sealed record SystematicSampling
{
    /// <summary>Instructions of a unit (U of the paper, which finds 1000 best).</summary>
    public ulong Unit { get; init; } = 1000;

    /// <summary>Instructions timed before each unit and not counted (W): they fill the pipeline. The paper's for 8 ways is 2000.</summary>
    public ulong WarmUp { get; init; } = 2000;

    /// <summary>Instructions from a unit to the next (U times k).</summary>
    public ulong Period { get; init; } = 1_000_000;

    /// <summary>Instructions before the first period (j): another sample of the same program.</summary>
    public ulong Offset { get; init; }

    /// <summary>
    /// Whether caches, TLBs and predictors see what is between the units. Where they do not it is faster by far, and wrong by what they have forgotten:
    /// then the warm-up must be long.
    /// </summary>
    public bool WarmsBetween { get; init; } = true;

    /// <summary>Units, at most.</summary>
    public int Units { get; init; } = int.MaxValue;
}
