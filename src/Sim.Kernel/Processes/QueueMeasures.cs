using Sim.Kernel.Measures;
using Sim.Kernel.Quantities;

namespace Sim.Kernel.Processes;

/// <summary>What a resource's users saw: kept where the resource was made with <c>measured: true</c>.</summary>
public sealed class QueueMeasures
{
    internal QueueMeasures(SimTime start, double busy = 0)
    {
        Busy = new TimeWeighted(start, busy);
        QueueLength = new TimeWeighted(start, 0);
    }

    /// <summary>Servers in use over time; of a container or store what it holds.</summary>
    public TimeWeighted Busy { get; }

    /// <summary>Waits in the queue over time.</summary>
    public TimeWeighted QueueLength { get; }

    /// <summary>Seconds from asking to getting, of all that got; zeros included, those who gave up not.</summary>
    public Tally WaitingSeconds { get; private set; } = new();

    /// <summary>Accounts for the time up to now, in which nothing has changed; before the means are read.</summary>
    public void CloseAt(SimTime now)
    {
        Busy.CloseAt(now);
        QueueLength.CloseAt(now);
    }

    /// <summary>Forgets the past, at the end of a warm-up. Waiting times of those in the queue count in full later.</summary>
    public void Restart(SimTime now)
    {
        Busy.Restart(now);
        QueueLength.Restart(now);
        WaitingSeconds = new Tally();
    }

    internal void SetBusy(SimTime now, double busy) => Busy.Set(now, busy);

    internal void SetQueue(SimTime now, int length) => QueueLength.Set(now, length);

    internal void AddWait(Duration wait) => WaitingSeconds.Add(wait.Seconds);
}
