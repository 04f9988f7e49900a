namespace Sim.CoreEmulator.Timing.Regions;

/// <summary>Which part of a program is timed. What comes before runs untimed, as fast as can be.</summary>
internal sealed record RegionOfInterest
{
    /// <summary>Where it begins, before the instruction there; null: where the program is when the run starts.</summary>
    public RegionPoint? From { get; init; }

    /// <summary>Where it ends, before the instruction there; null: by the other limits alone.</summary>
    public RegionPoint? To { get; init; }

    /// <summary>Steps from its beginning on in which caches, TLBs and predictors are warmed and nothing is timed.</summary>
    public ulong WarmUp { get; init; }

    /// <summary>Steps that are timed behind the warm-up, at most.</summary>
    public ulong Instructions { get; init; } = ulong.MaxValue;

    /// <summary>How often it is timed when the program comes by again; each time is a row.</summary>
    public int Repeats { get; init; } = 1;

    /// <summary>Steps of the whole run, at most.</summary>
    public ulong MaxInstructions { get; init; } = ulong.MaxValue;
}
