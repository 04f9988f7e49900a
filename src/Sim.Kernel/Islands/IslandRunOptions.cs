using System.Threading;

namespace Sim.Kernel.Islands;

/// <summary>How islands are run. Nothing here changes a result.</summary>
public sealed record IslandRunOptions
{
    /// <summary>How many threads run islands side by side, the caller's included; 1 (the default) to 1024.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>How far islands advance in one round; default <see cref="WindowRule.Delay"/>.</summary>
    public WindowRule Windows { get; init; } = WindowRule.Delay;

    /// <summary>A round that promises fewer events than this is run by the caller's thread alone; default 256, 0 shares every round.</summary>
    /// <remarks>
    /// Sharing a round costs some 10 microseconds, and messages between cores cost more than within one. Where an event of
    /// the model takes a microsecond or more, lower it; no result depends on it.
    /// </remarks>
    public int EventsWorthSharing { get; init; } = 256;

    /// <summary>Looked at between rounds; a cancelled run can be continued by another.</summary>
    public CancellationToken Cancellation { get; init; }
}
