using System;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Guests.Programs;

/// <summary>Computes the same amount at the beginning of each period; where one run is late, the next begins at once.</summary>
/// <param name="work">Work of each period.</param>
/// <param name="period">Above zero.</param>
/// <param name="phase">When the first begins.</param>
public sealed class PeriodicProgram(Duration work, Duration period, Duration phase) : IGuestProgram
{
    private long _next = phase.Nanoseconds;
    private bool _working;

    /// <inheritdoc/>
    public GuestOp Next(GuestMoment moment)
    {
        ArgumentNullException.ThrowIfNull(moment);
        if (!_working)
        {
            if (moment.Now.Nanoseconds < _next)
            {
                return GuestOp.SleepUntil(new SimTime(_next));
            }

            _working = true;
            return GuestOp.Compute(work);
        }

        moment.Respond(new SimTime(_next));
        _working = false;
        _next += period.Nanoseconds;
        return GuestOp.SleepUntil(new SimTime(_next));
    }
}
