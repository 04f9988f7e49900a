using Sim.Hosts.Guests;
using Sim.Kernel.Quantities;

namespace Sim.Validation.Kernel;

/// <summary>A periodic task as <c>schedprobe</c> plays it: a job that ends after the next was due loses that one.</summary>
/// <param name="task">The task.</param>
/// <param name="start">When its first job is due.</param>
/// <param name="costs">What its jobs cost besides.</param>
internal sealed class ProbeProgram(SchedTask task, Duration start, ProbeCosts costs) : IGuestProgram
{
    private readonly Duration _work = new((long)((task.RunUs + costs.JobUs) * 1000));
    private readonly long _timer = (long)(costs.TimerUs * 1000);
    private readonly long _period = task.PeriodUs * 1000L;
    private long _next = start.Nanoseconds;
    private bool _awake;

    public GuestOp Next(GuestMoment moment)
    {
        _awake = !_awake;
        if (!_awake)
        {
            return GuestOp.Compute(_work);
        }

        while (_next < moment.Now.Nanoseconds)
        {
            _next += _period;
        }

        SimTime woken = new(_next + _timer);
        _next += _period;
        return GuestOp.SleepUntil(woken);
    }
}
