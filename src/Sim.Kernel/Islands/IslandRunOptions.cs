using System.Threading;

namespace Sim.Kernel.Islands;

/// <summary>How islands are run. Nothing here changes a result.</summary>
public sealed record IslandRunOptions
{
    /// <summary>How many threads run islands side by side, the caller's included; 1 (the default) to 1024.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>How far islands advance in one round; default <see cref="WindowRule.Delay"/>.</summary>
    public WindowRule Windows { get; init; } = WindowRule.Delay;

    /// <summary>Looked at between rounds; a cancelled run can be continued by another.</summary>
    public CancellationToken Cancellation { get; init; }
}
