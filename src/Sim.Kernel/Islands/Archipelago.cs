using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.ExceptionServices;
using Sim.Kernel.Events;
using Sim.Kernel.Quantities;

namespace Sim.Kernel.Islands;

/// <summary>A model cut into islands that share nothing but messages with a delay, so that they can run side by side.</summary>
/// <remarks>
/// <para><b>Rounds.</b> Let T(i) be the next time of island i, arrivals included, and m the smallest T. In one round every
/// island advances by itself, exclusively, to a bound: by <see cref="WindowRule.Delay"/>, B(i) = m + the smallest delay of
/// a channel to i; by <see cref="WindowRule.Paths"/>, the earliest message that could reach i over any path. Then all wait
/// for each other, and the next round begins. D. M. Nicol, "The cost of conservative synchronization in parallel
/// discrete event simulations", Journal of the ACM 40(2), 1993 (YAWNS); B. D. Lubachevsky, "Efficient distributed
/// event-driven simulations of multiple-loop networks", Communications of the ACM 32(1), 1989 (bounded lag); R. M.
/// Fujimoto, "Parallel discrete event simulation", Communications of the ACM 33(10), 1990.</para>
/// <para><b>No island meets a message from its past.</b> Whatever happens in a round happens at m or later, so a message
/// sent in it reaches i at m + delay, that is at B(i), at the earliest. What i did in the round lies before B(i). Later
/// rounds have no smaller m, as nothing is ever scheduled before the event that schedules it. So when i comes to a time,
/// it has all messages up to that time. (Paths: E(j), the earliest that can happen on j now or ever, is by induction over
/// the chain of messages that causes it at least the least sum along a path; B(i) is the least E(j) + delay.)</para>
/// <para><b>No deadlock.</b> Delays are positive, so B(i) is at least m + 1: the island whose next time is m can always go
/// on, each round lets at least one event happen, and no island ever waits for another within a round. A run ends if its
/// events before the end are finitely many.</para>
/// <para><b>Same bytes.</b> An island's handlers read its own state only, and at each time it sees first the messages of
/// that time by (sending island, order of sending), then its local events in the order of its
/// <see cref="Simulation"/>. Neither depends on when a message was put into the inbox. By induction over time every island
/// goes through the same events as in the sequential run, whatever the windows, pieces and threads.</para>
/// <para><b>Failures.</b> Of several islands that fail, the lowest by (time, island) is reported: after a failure the
/// others go on to its time only, as one of them may fail before it. That is the failure the sequential run meets.</para>
/// </remarks>
public sealed class Archipelago
{
    private const int MaxThreads = 1024;

    private readonly List<Island> _islands = [];
    private IslandStatistics _statistics = new();
    private bool _failed;

    /// <summary>The end of the last run that was finished: where every island's clock stands between runs.</summary>
    public SimTime Now { get; private set; }

    /// <summary>The islands by id.</summary>
    public IReadOnlyList<Island> Islands => _islands;

    /// <summary>When something happens next; <see cref="SimTime.Never"/> where nothing is pending.</summary>
    public SimTime NextTime => _islands.Count == 0 ? SimTime.Never : _islands.Min(island => island.NextTime);

    /// <summary>How the work of all runs so far fell into rounds.</summary>
    public IslandStatistics Statistics => _statistics with { Messages = _islands.Sum(island => island.Received) };

    /// <summary>Whether a run is under way.</summary>
    internal bool IsRunning { get; private set; }

    /// <summary>Adds an island with a simulation of its own.</summary>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="InvalidOperationException">A run is under way.</exception>
    public Island AddIsland(string name) => AddIsland(name, new Simulation());

    /// <summary>Adds an island around a simulation that nothing else runs.</summary>
    /// <param name="name">What messages call it.</param>
    /// <param name="simulation">Its clock and local events; not ahead of <see cref="Now"/>.</param>
    /// <exception cref="ArgumentException">The simulation is ahead, or there are 2^20 islands.</exception>
    /// <exception cref="InvalidOperationException">A run is under way.</exception>
    public Island AddIsland(string name, Simulation simulation)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(simulation);
        RequireIdle();
        if (simulation.Now > Now || _islands.Count == Message.MaxIslands)
        {
            throw new ArgumentException(
                simulation.Now > Now ? $"its clock is at {simulation.Now}, ahead of {Now}" : $"at most {Message.MaxIslands} islands",
                nameof(simulation));
        }

        Island island = new(this, _islands.Count, name, simulation);
        MoveClock(island, Now);
        _islands.Add(island);
        return island;
    }

    /// <summary>Declares a way for messages; there may be several between the same islands.</summary>
    /// <param name="from">The island that sends.</param>
    /// <param name="to">The island that receives; another one, as an island schedules its own events itself.</param>
    /// <param name="minimumDelay">The shortest time that a message takes; at least 1 ns.</param>
    /// <param name="receiver">Who acts on arrival; part of <paramref name="to"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The delay is not positive.</exception>
    /// <exception cref="ArgumentException">Both islands are the same, or one is not of this archipelago.</exception>
    /// <exception cref="InvalidOperationException">A run is under way.</exception>
    public Channel Connect(Island from, Island to, Duration minimumDelay, IMessageReceiver receiver)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(receiver);
        RequireIdle();
        if (from.Owner != this || to.Owner != this || from == to)
        {
            throw new ArgumentException($"{from} -> {to}: a channel joins two islands of one archipelago", nameof(to));
        }

        if (minimumDelay <= Duration.Zero)
        {
            throw new ArgumentOutOfRangeException(
                nameof(minimumDelay), minimumDelay, $"{from} -> {to}: a channel needs a positive delay, or no island could go ahead of the other");
        }

        Channel channel = new(from, to, minimumDelay, receiver);
        from.Outgoing.Add(channel);
        to.AddIncoming(channel);
        return channel;
    }

    /// <summary>Lets everything before <paramref name="end"/> happen on all islands, then sets every clock to it.</summary>
    /// <param name="end">Not before <see cref="Now"/>. What happens at the end itself stays pending, so a run in pieces equals a run at once.</param>
    /// <param name="options">Threads, windows and cancellation; null: one thread.</param>
    /// <exception cref="InvariantException">The end has passed, a handler threw (the message names the island), or an earlier run failed.</exception>
    /// <exception cref="InputException">A handler threw it; passed on unchanged.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the run can be continued with the same result.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The threads are not 1 to 1024.</exception>
    /// <exception cref="InvalidOperationException">A run is under way.</exception>
    public void RunUntil(SimTime end, IslandRunOptions? options = null)
    {
        options ??= new IslandRunOptions();
        if (options.Threads is < 1 or > MaxThreads)
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.Threads, $"threads: must be 1..{MaxThreads}");
        }

        RequireIdle();
        RequireRunnable(end);
        IsRunning = true;
        try
        {
            RunRounds(end, options);
        }
        finally
        {
            IsRunning = false;
        }
    }

    private static void MoveClock(Island island, SimTime time)
    {
        if (island.Simulation.Now < time)
        {
            island.Simulation.RunUntil(time);
        }
    }

    private void RunRounds(SimTime end, IslandRunOptions options)
    {
        using WindowRun run = new(this, end.Nanoseconds, options);
        try
        {
            run.Run();
        }
        finally
        {
            _statistics = run.AddTo(_statistics);
        }

        if (run.Failed is { } island)
        {
            _failed = true;
            Rethrow(island, island.Failure!);
        }

        foreach (Island finished in _islands)
        {
            MoveClock(finished, end);
        }

        Now = end;
    }

    private static void Rethrow(Island island, Exception failure)
    {
        if (failure is InvariantException)
        {
            throw new InvariantException($"{island}: {failure.Message}", failure);
        }

        ExceptionDispatchInfo.Throw(failure);
    }

    private void RequireIdle()
    {
        if (IsRunning)
        {
            throw new InvalidOperationException("the islands are running: declare islands and channels before, run them from outside");
        }
    }

    private void RequireRunnable(SimTime end)
    {
        if (_failed)
        {
            throw new InvariantException("an earlier run of these islands failed; they cannot go on");
        }

        if (end < Now)
        {
            throw new InvariantException(string.Create(CultureInfo.InvariantCulture, $"the end at {end} lies before now, which is {Now}"));
        }
    }
}
