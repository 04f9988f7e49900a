using System;
using System.Collections.Generic;
using System.Linq;
using Sim.Kernel.Quantities;
using Sim.Traces.Scheduling;

namespace Sim.Hosts.Guests.Programs;

/// <summary>One task of a scheduling trace: sleeps until it began, then runs and sleeps as it did. Each run is a response.</summary>
/// <remarks>
/// Rounds begin every <paramref name="round"/>, so that the tasks of a trace keep together; a round that is late, because the
/// one before took longer than the trace's span, begins at once.
/// </remarks>
/// <param name="task">The task.</param>
/// <param name="delay">How long after the VM's start the first round begins.</param>
/// <param name="round">From the beginning of a round to that of the next; zero: there is one round only.</param>
/// <param name="scale">Work of a run, at the host's nominal speed, over its time in the trace; above zero.</param>
public sealed class CycleProgram(SchedulingTask task, Duration delay, Duration round, double scale) : IGuestProgram
{
    private readonly long[] _runs = [.. task.Cycles.Select(cycle => Work(cycle.RunNs, scale)), Work(task.LastRun.Nanoseconds, scale)];
    private readonly IReadOnlyList<TaskCycle> _cycles = task.Cycles;
    private readonly Duration _begin = task.Begin;
    private Stage _stage;
    private int _at; // the cycle
    private SimTime _roundBegan;
    private SimTime _woken;

    private enum Stage
    {
        New,
        Woken,
        Ran,
    }

    /// <inheritdoc/>
    public GuestOp Next(GuestMoment moment)
    {
        ArgumentNullException.ThrowIfNull(moment);
        switch (_stage)
        {
            case Stage.New:
                return Begin(moment.Now, moment.Now + delay);
            case Stage.Woken:
                _stage = Stage.Ran;
                return GuestOp.Compute(new Duration(_runs[_at]));
            default:
                return Leave(moment);
        }
    }

    private static long Work(long runNs, double scale) => (long)Math.Round(runNs * scale);

    private GuestOp Begin(SimTime now, SimTime time)
    {
        SimTime woken = time + _begin;
        (_stage, _at, _roundBegan, _woken) = (Stage.Woken, 0, time, woken > now ? woken : now);
        return GuestOp.SleepUntil(woken);
    }

    // The run is over: the sleep that followed it, or the next round.
    private GuestOp Leave(GuestMoment moment)
    {
        if (_runs[_at] > 0)
        {
            moment.Respond(_woken);
        }

        if (_at < _cycles.Count)
        {
            Duration sleep = new(_cycles[_at++].SleepNs);
            (_stage, _woken) = (Stage.Woken, moment.Now + sleep);
            return GuestOp.Sleep(sleep);
        }

        return round > Duration.Zero ? Begin(moment.Now, _roundBegan + round) : GuestOp.End;
    }
}
