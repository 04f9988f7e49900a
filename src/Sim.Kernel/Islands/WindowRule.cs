namespace Sim.Kernel.Islands;

/// <summary>How far islands advance in one round. The results are the same for each; only the speed differs.</summary>
public enum WindowRule
{
    /// <summary>To the earliest next time of all islands, plus the smallest delay of any channel to the island: O(1) an island.</summary>
    /// <remarks>Nicol's YAWNS window, but with each island's own smallest delay. Right where islands are equally busy.</remarks>
    Delay,

    /// <summary>To the earliest message that could still reach the island, over any path of channels and promises of silence.</summary>
    /// <remarks>
    /// Longer windows for O((islands + channels) log islands) a round: right where delays differ, where channels are few,
    /// or with <see cref="Channel.StaySilentUntil"/>.
    /// </remarks>
    Paths,

    /// <summary>One instant of one island at a time, by time and then island: the sequential run that the others must equal.</summary>
    Sequential,
}
