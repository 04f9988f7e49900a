using System;
using Sim.Hosts.Guests;
using Sim.Kernel.Quantities;

namespace Sim.Experiments.Validation.Scheduling;

/// <summary>Runs 9.5 ms between two of Xen's ticks and sleeps across the next, so that no tick finds it running.</summary>
/// <remarks>F. Zhou, M. Goel, P. Desnoyers and R. Sundaram, "Scheduler Vulnerabilities and Coordinated Attacks in Cloud Computing", arXiv 1103.0759.</remarks>
/// <param name="honest">Until when it only computes.</param>
internal sealed class TheftProgram(Duration honest) : IGuestProgram
{
    private const long Tick = 10_000_000;
    private const long Margin = 250_000; // to either side of a tick

    /// <inheritdoc/>
    public GuestOp Next(GuestMoment moment)
    {
        long now = moment.Now.Nanoseconds;
        long phase = now % Tick;
        return now < honest.Nanoseconds ? GuestOp.Compute(new Duration(Margin))
            : phase < Margin || phase >= Tick - Margin ? GuestOp.SleepUntil(new SimTime(((now + Margin) / Tick * Tick) + Margin))
            : GuestOp.Compute(new Duration(Math.Min(Margin, Tick - Margin - phase)));
    }
}
