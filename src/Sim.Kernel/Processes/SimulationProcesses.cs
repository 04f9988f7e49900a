using System;
using System.Collections.Generic;
using Sim.Kernel.Events;
using Sim.Kernel.Quantities;

namespace Sim.Kernel.Processes;

/// <summary>What processes need of a simulation: time to pass, a start, a choice, and who lives.</summary>
public static class SimulationProcesses
{
    /// <summary>A wait until a span has passed; even none lets the events go first that are due now.</summary>
    /// <param name="simulation">Whose time.</param>
    /// <param name="span">Not negative.</param>
    public static DelayWait Delay(this Simulation simulation, Duration span)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        return new DelayWait(ProcessRuntime.Of(simulation), span);
    }

    /// <summary>Starts a process side by side with the caller, in this instant: as soon as the caller pauses, before any other event.</summary>
    /// <param name="simulation">Where it lives.</param>
    /// <param name="process">From a call of its method; not started and not awaited before.</param>
    /// <param name="name">For texts; default the name of its method.</param>
    /// <param name="number">Set behind the name: <c>customer-17</c> for 17. Default none. No text is made before it is asked for.</param>
    /// <remarks>Returns nothing, so that a start needs no discard in an async method: keep the value of the call to await or interrupt it.</remarks>
    /// <exception cref="InvariantException">It was started or awaited before.</exception>
    public static void Start(this Simulation simulation, Process process, string? name = null, long number = -1)
    {
        ProcessBox box = Admit(simulation, process.Box, name, number);
        box.Runtime!.Ready(box);
    }

    /// <inheritdoc cref="Start(Simulation, Process, string?, long)"/>
    public static void Start<T>(this Simulation simulation, Process<T> process, string? name = null, long number = -1)
    {
        ProcessBox box = Admit(simulation, process.Living, name, number);
        box.Runtime!.Ready(box);
    }

    /// <summary>As <see cref="Start(Simulation, Process, string?, long)"/>, by an event at a given time.</summary>
    /// <param name="simulation">Where it lives.</param>
    /// <param name="time">When; not in the past.</param>
    /// <param name="process">From a call of its method; not started and not awaited before.</param>
    /// <param name="name">For texts; default the name of its method.</param>
    /// <param name="number">Set behind the name; default none.</param>
    public static void StartAt(this Simulation simulation, SimTime time, Process process, string? name = null, long number = -1)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        ProcessBox box = Admit(simulation, process.Box, name, number);
        simulation.ScheduleAt(time, box, 0);
    }

    /// <summary>As <see cref="StartAt"/>, a span from now.</summary>
    public static void StartAfter(this Simulation simulation, Duration span, Process process, string? name = null, long number = -1)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        simulation.StartAt(simulation.Now + span, process, name, number);
    }

    /// <summary>A wait until the first of two completes; the other is withdrawn.</summary>
    /// <param name="simulation">Where they are.</param>
    /// <param name="first">Goes first where both need not wait.</param>
    /// <param name="second">The other.</param>
    /// <remarks>Which is first is decided by the order of events; of delays of one length it is the one named first.</remarks>
    public static FirstOfWait<Branches<Branch<TFirst>, TSecond>> FirstOf<TFirst, TSecond>(
        this Simulation simulation, TFirst first, TSecond second)
        where TFirst : struct, IWait
        where TSecond : struct, IWait
    {
        ArgumentNullException.ThrowIfNull(simulation);
        return new(ProcessRuntime.Of(simulation), new(new(first), second));
    }

    /// <summary>A wait until the first of three completes; see <c>FirstOf</c> of two.</summary>
    public static FirstOfWait<Branches<Branches<Branch<TFirst>, TSecond>, TThird>> FirstOf<TFirst, TSecond, TThird>(
        this Simulation simulation, TFirst first, TSecond second, TThird third)
        where TFirst : struct, IWait
        where TSecond : struct, IWait
        where TThird : struct, IWait
    {
        ArgumentNullException.ThrowIfNull(simulation);
        return new(ProcessRuntime.Of(simulation), new(new(new(first), second), third));
    }

    /// <summary>A wait until the first of four completes; see <c>FirstOf</c> of two.</summary>
    public static FirstOfWait<Branches<Branches<Branches<Branch<TFirst>, TSecond>, TThird>, TFourth>>
        FirstOf<TFirst, TSecond, TThird, TFourth>(
            this Simulation simulation, TFirst first, TSecond second, TThird third, TFourth fourth)
        where TFirst : struct, IWait
        where TSecond : struct, IWait
        where TThird : struct, IWait
        where TFourth : struct, IWait
    {
        ArgumentNullException.ThrowIfNull(simulation);
        return new(ProcessRuntime.Of(simulation), new(new(new(new(first), second), third), fourth));
    }

    /// <summary>A wait until both have completed. What they acquire is held from when each got it.</summary>
    /// <param name="simulation">Where they are.</param>
    /// <param name="first">Tried and queued first.</param>
    /// <param name="second">The other.</param>
    public static AllOfWait<JoinableBranches<JoinableBranches<NoBranches, TFirst>, TSecond>> AllOf<TFirst, TSecond>(
        this Simulation simulation, TFirst first, TSecond second)
        where TFirst : struct, IJoinableWait
        where TSecond : struct, IJoinableWait
    {
        ArgumentNullException.ThrowIfNull(simulation);
        return new(ProcessRuntime.Of(simulation), new(new(default, first), second));
    }

    /// <summary>A wait until all three have completed; see <c>AllOf</c> of two.</summary>
    public static AllOfWait<JoinableBranches<JoinableBranches<JoinableBranches<NoBranches, TFirst>, TSecond>, TThird>>
        AllOf<TFirst, TSecond, TThird>(this Simulation simulation, TFirst first, TSecond second, TThird third)
        where TFirst : struct, IJoinableWait
        where TSecond : struct, IJoinableWait
        where TThird : struct, IJoinableWait
    {
        ArgumentNullException.ThrowIfNull(simulation);
        return new(ProcessRuntime.Of(simulation), new(new(new(default, first), second), third));
    }

    /// <summary>The wait with a time limit: true where it completed in time; else it is withdrawn.</summary>
    /// <param name="wait">Any.</param>
    /// <param name="limit">Not negative. What happens at that very instant is in time if its event comes before the limit's.</param>
    public static TimedWait<TWait> Within<TWait>(this TWait wait, Duration limit)
        where TWait : struct, IWait => new(wait, limit);

    /// <summary>The processes that were started and have not ended, in the order of their start, with what each waits for.</summary>
    public static IReadOnlyList<LiveProcess> LiveProcesses(this Simulation simulation)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        return simulation.Processes is { } runtime ? LiveList.Of(runtime) : [];
    }

    /// <summary>How many processes were started and have not ended.</summary>
    public static int LiveProcessCount(this Simulation simulation)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        return simulation.Processes?.Living.Count ?? 0;
    }

    /// <summary>The processes that nothing will let go on: at the end of a run, each waits for a thing that no event brings.</summary>
    /// <returns>Empty as long as any event is pending, since that might.</returns>
    public static IReadOnlyList<LiveProcess> DeadlockedProcesses(this Simulation simulation)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        return simulation.Pending > 0 ? [] : simulation.LiveProcesses();
    }

    private static ProcessBox Admit(Simulation simulation, ProcessBox? box, string? name, long number)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        Misuse.Unless(box is not null, "a process that has ended cannot be started");
        ProcessRuntime.Of(simulation).Admit(box, name, number);
        return box;
    }
}
