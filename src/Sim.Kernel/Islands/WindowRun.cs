using System;
using System.Collections.Generic;

namespace Sim.Kernel.Islands;

/// <summary>One run of the islands to an end, round by round.</summary>
/// <remarks>Why it is right and comes to an end stands at <see cref="Archipelago"/>.</remarks>
internal sealed class WindowRun : IDisposable
{
    private readonly IReadOnlyList<Island> _islands;
    private readonly IslandRunOptions _options;
    private readonly NextTimes _next;
    private readonly long[] _lookaheads;
    private readonly long[] _bounds;
    private readonly Outcome[] _outcomes;
    private readonly List<int> _active = [];
    private readonly Lane[] _lanes;
    private readonly Action<int, int> _runOne;
    private readonly Action<int, int> _deliverShare;
    private readonly PathBounds? _paths;
    private readonly long _greatestLookahead;
    private readonly long _end;
    private Crew? _crew;
    private long _expectedEvents = long.MaxValue;
    private Island? _failed;
    private long _rounds;
    private long _windows;
    private long _events;
    private long _criticalEvents;

    public WindowRun(Archipelago archipelago, long end, IslandRunOptions options)
    {
        _islands = archipelago.Islands;
        _options = options;
        _end = end;
        _next = new NextTimes(_islands.Count);
        _lookaheads = new long[_islands.Count];
        _bounds = new long[_islands.Count];
        _outcomes = new Outcome[_islands.Count];
        _lanes = LanesFor(_islands.Count, Math.Clamp(options.Threads, 1, Math.Max(_islands.Count, 1)));
        (_runOne, _deliverShare) = (RunOne, DeliverShare);
        _paths = options.Windows == WindowRule.Paths ? new PathBounds(_islands) : null;
        foreach (Island island in _islands)
        {
            _lookaheads[island.Id] = island.Lookahead;
            _next[island.Id] = island.NextTime.Nanoseconds;
            _greatestLookahead = Math.Max(_greatestLookahead, island.Lookahead);
        }
    }

    /// <summary>The island whose failure comes first, by time and then island; null where none failed.</summary>
    public Island? Failed => _failed;

    /// <summary>The sum, or <see cref="long.MaxValue"/> where it does not fit; both not negative.</summary>
    public static long Sum(long a, long b) => a > long.MaxValue - b ? long.MaxValue : a + b;

    /// <summary>Lets rounds happen until nothing before the end is left.</summary>
    public void Run()
    {
        while (true)
        {
            _options.Cancellation.ThrowIfCancellationRequested();
            Choose();
            if (_active.Count == 0)
            {
                return;
            }

            Advance();
            Settle();
        }
    }

    /// <summary>Adds what was done to earlier statistics.</summary>
    public IslandStatistics AddTo(IslandStatistics earlier) => earlier with
    {
        Rounds = earlier.Rounds + _rounds,
        Windows = earlier.Windows + _windows,
        Events = earlier.Events + _events,
        CriticalEvents = earlier.CriticalEvents + _criticalEvents,
    };

    /// <inheritdoc/>
    public void Dispose() => _crew?.Dispose();

    // Shares are neighbours, as the crew's are: a share's messages are mostly delivered by the thread that runs its islands.
    private static Lane[] LanesFor(int islands, int threads)
    {
        int[] shareOf = new int[islands];
        for (int i = 0; i < islands; i++)
        {
            shareOf[i] = (int)((long)i * threads / islands);
        }

        Lane[] lanes = new Lane[threads];
        for (int i = 0; i < threads; i++)
        {
            lanes[i] = new Lane(threads, shareOf);
        }

        return lanes;
    }

    // The islands of this round, lowest first, and the bound of each.
    private void Choose()
    {
        _active.Clear();
        long first = _next.First;
        if (first >= _end)
        {
            return;
        }

        switch (_options.Windows)
        {
            case WindowRule.Sequential:
                _active.Add(_next.FirstIsland);
                _bounds[_active[0]] = first + 1;
                break;
            case WindowRule.Paths:
                _paths!.Fill(_next, _end, _bounds);
                _next.AddBefore(_end, _active);
                break;
            default:
                _next.AddBefore(Math.Min(_end, Sum(first, _greatestLookahead)), _active);
                foreach (int island in _active)
                {
                    _bounds[island] = Sum(first, _lookaheads[island]);
                }

                break;
        }

        LimitBounds();
    }

    private void LimitBounds()
    {
        int kept = 0;
        for (int i = 0; i < _active.Count; i++)
        {
            int island = _active[i];
            _bounds[island] = Math.Min(_bounds[island], LimitOf(island));
            if (_next[island] < _bounds[island])
            {
                _active[kept++] = island;
            }
        }

        _active.RemoveRange(kept, _active.Count - kept);
    }

    // After a failure only what comes before it still matters: it could fail too.
    private long LimitOf(int island)
    {
        if (_failed is null)
        {
            return _end;
        }

        long time = _failed.Simulation.Now.Nanoseconds;
        return island < _failed.Id ? time + 1 : time;
    }

    private void Advance()
    {
        if (_lanes.Length > 1 && _active.Count > 1 && _expectedEvents >= _options.EventsWorthSharing)
        {
            AdvanceTogether();
            return;
        }

        for (int i = 0; i < _active.Count; i++)
        {
            RunOne(i, 0);
        }
    }

    private void AdvanceTogether()
    {
        _crew ??= new Crew(_lanes.Length - 1);
        ShareLanes(true);
        _crew.Do(_active.Count, _runOne);
        ShareLanes(false);
        int waiting = 0;
        foreach (Lane lane in _lanes)
        {
            waiting += lane.Waiting;
        }

        if (waiting >= _options.EventsWorthSharing)
        {
            _crew.Do(_lanes.Length, _deliverShare);
        }
        else if (waiting > 0)
        {
            for (int share = 0; share < _lanes.Length; share++)
            {
                DeliverShare(share, 0);
            }
        }

        foreach (Lane lane in _lanes)
        {
            lane.Clear();
        }
    }

    private void ShareLanes(bool isShared)
    {
        foreach (Lane lane in _lanes)
        {
            lane.IsShared = isShared;
        }
    }

    private void RunOne(int index, int lane)
    {
        int island = _active[index];
        _outcomes[island] = _islands[island].RunBefore(_bounds[island], _lanes[lane]);
    }

    private void DeliverShare(int share, int lane)
    {
        foreach (Lane from in _lanes)
        {
            _lanes[lane].DeliverFrom(from, share);
        }
    }

    private void Settle()
    {
        long events = 0;
        long most = 0;
        foreach (int island in _active)
        {
            Outcome outcome = _outcomes[island];
            events += outcome.Events;
            most = Math.Max(most, outcome.Events);
            _next[island] = outcome.Next;
            if (outcome.HasFailed)
            {
                NoteFailure(_islands[island]);
            }
        }

        foreach (Lane lane in _lanes)
        {
            NoteArrivals(lane.Arrivals);
        }

        _expectedEvents = Math.Max(events, _expectedEvents / 2); // small rounds between large ones do not hide them
        _rounds++;
        _windows += _active.Count;
        _events += events;
        _criticalEvents += most;
    }

    private void NoteArrivals(Arrivals arrivals)
    {
        foreach (int island in arrivals.Islands)
        {
            long first = arrivals.Take(island);
            if (!_outcomes[island].HasFailed)
            {
                _next[island] = Math.Min(_next[island], first);
            }
        }

        arrivals.Islands.Clear();
    }

    private void NoteFailure(Island island)
    {
        if (_failed is null || (island.Simulation.Now, island.Id).CompareTo((_failed.Simulation.Now, _failed.Id)) < 0)
        {
            _failed = island;
        }
    }
}
