using System;
using System.Collections.Generic;

namespace Sim.Kernel.Islands;

/// <summary>One run of the islands to an end, round by round.</summary>
/// <remarks>Why it is right and comes to an end stands at <see cref="Archipelago"/>.</remarks>
internal sealed class WindowRun : IDisposable
{
    private readonly Archipelago _archipelago;
    private readonly IReadOnlyList<Island> _islands;
    private readonly IslandRunOptions _options;
    private readonly NextTimes _next;
    private readonly long[] _bounds;
    private readonly List<int> _active = [];
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
        _archipelago = archipelago;
        _islands = archipelago.Islands;
        _options = options;
        _end = end;
        _next = new NextTimes(_islands.Count);
        _bounds = new long[_islands.Count];
        _paths = options.Windows == WindowRule.Paths ? new PathBounds(_islands) : null;
        foreach (Island island in _islands)
        {
            island.Told.Clear();
            island.ClearAnnounced();
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
                    _bounds[island] = Sum(first, _islands[island].Lookahead);
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
        if (_options.Threads == 1 || _active.Count == 1 || _expectedEvents < _options.EventsWorthSharing)
        {
            foreach (int island in _active)
            {
                _islands[island].RunBefore(_bounds[island]);
            }

            return;
        }

        _crew ??= new Crew(_options.Threads - 1, Piece);
        _archipelago.IsShared = true;
        _crew.Do(_active.Count);
        _archipelago.IsShared = false;
    }

    private void Piece(int piece)
    {
        int island = _active[piece];
        _islands[island].RunBefore(_bounds[island]);
    }

    private void Settle()
    {
        long events = 0;
        long most = 0;
        foreach (int id in _active)
        {
            Island island = _islands[id];
            events += island.LastEvents;
            most = Math.Max(most, island.LastEvents);
            NoteFailure(island);
            _next[id] = NextOf(island);
            foreach (Island told in island.Told)
            {
                told.ClearAnnounced();
                _next[told.Id] = NextOf(told);
            }

            island.Told.Clear();
        }

        _expectedEvents = Math.Max(events, _expectedEvents / 2); // small rounds between large ones do not hide them
        _rounds++;
        _windows += _active.Count;
        _events += events;
        _criticalEvents += most;
    }

    private static long NextOf(Island island) =>
        island.Failure is null ? island.NextTime.Nanoseconds : long.MaxValue;

    private void NoteFailure(Island island)
    {
        if (island.Failure is not null
            && (_failed is null || (island.Simulation.Now, island.Id).CompareTo((_failed.Simulation.Now, _failed.Id)) < 0))
        {
            _failed = island;
        }
    }
}
