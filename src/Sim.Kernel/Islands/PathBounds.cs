using System;
using System.Collections.Generic;
using System.Linq;

namespace Sim.Kernel.Islands;

/// <summary>The earliest time at which a message could still reach each island, over any path of channels.</summary>
/// <remarks>
/// E(i), the earliest thing that can happen on i, is the smaller of its next time and of E(j) + delay over its incoming
/// channels: a shortest path from many sources, here anew each round (E. W. Dijkstra, "A note on two problems in connexion
/// with graphs", Numerische Mathematik 1, 1959). The bound of i is the same minimum without its own next time. A promise
/// of silence raises E(j) for its channel: no message leaves before it, whatever happens on j. This is what null
/// messages compute in rounds of their own (K. M. Chandy and J. Misra, "Distributed simulation: a case study in design and
/// verification of distributed programs", IEEE Transactions on Software Engineering 5(5), 1979), and Lubachevsky's
/// minimum over the islands within the bounded lag (Communications of the ACM 32(1), 1989).
/// </remarks>
internal sealed class PathBounds(IReadOnlyList<Island> islands)
{
    private readonly NextTimes _earliest = new(islands.Count);
    private readonly Channel[][] _outgoing = [.. islands.Select(island => island.Outgoing.ToArray())];

    /// <summary>Fills in the bounds; what lies at <paramref name="end"/> or later may come out as anything from there on.</summary>
    public void Fill(NextTimes next, long end, Span<long> bounds)
    {
        bounds.Fill(long.MaxValue);
        _earliest.CopyFrom(next);
        while (_earliest.First < end)
        {
            int island = _earliest.FirstIsland;
            long earliest = _earliest.First;
            _earliest[island] = long.MaxValue;
            foreach (Channel channel in _outgoing[island])
            {
                Reach(channel, earliest, bounds);
            }
        }
    }

    // Each island is taken out once: what reaches it later is not below what it was taken out with, as delays are positive.
    private void Reach(Channel channel, long earliest, Span<long> bounds)
    {
        long sent = Math.Max(earliest, channel.SilentUntil.Nanoseconds);
        long arrival = WindowRun.Sum(sent, channel.MinimumDelay.Nanoseconds);
        int to = channel.ToId;
        if (arrival >= bounds[to])
        {
            return;
        }

        bounds[to] = arrival;
        if (arrival < _earliest[to])
        {
            _earliest[to] = arrival;
        }
    }
}
