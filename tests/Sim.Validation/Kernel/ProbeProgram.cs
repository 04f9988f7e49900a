using Sim.Hosts.Guests;
using Sim.Kernel.Quantities;

namespace Sim.Validation.Kernel;

/// <summary>A periodic task as <c>schedprobe</c> plays it: a job that ends after the next was due loses that one.</summary>
/// <param name="task">The task.</param>
/// <param name="start">When its first job is due.</param>
internal sealed class ProbeProgram(SchedTask task, Duration start) : IGuestProgram
{
    private readonly long _period = task.PeriodUs * 1000L;
    private long _next = start.Nanoseconds;
    private bool _awake;

    public GuestOp Next(GuestMoment moment)
    {
        _awake = !_awake;
        if (!_awake)
        {
            return GuestOp.Compute(new Duration(task.RunUs * 1000L));
        }

        while (_next < moment.Now.Nanoseconds)
        {
            _next += _period;
        }

        SimTime due = new(_next);
        _next += _period;
        return GuestOp.SleepUntil(due);
    }
}
