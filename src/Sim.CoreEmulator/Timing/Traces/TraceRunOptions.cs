namespace Sim.CoreEmulator.Timing.Traces;

/// <summary>How much of a trace is simulated.</summary>
internal sealed record TraceRunOptions
{
    /// <summary>Instructions at its beginning that are passed over.</summary>
    public long Skip { get; init; }

    /// <summary>Instructions behind them that only warm caches, TLBs and predictors.</summary>
    public long WarmUp { get; init; }

    /// <summary>Instructions behind those that are timed, at most.</summary>
    public long Instructions { get; init; } = long.MaxValue;

    /// <summary>Instructions of a row of <see cref="TraceResult.Intervals"/>; 0 for no rows.</summary>
    public long Interval { get; init; }

    /// <summary>Cycles after which it is ended.</summary>
    public long MaxCycles { get; init; } = long.MaxValue;
}
