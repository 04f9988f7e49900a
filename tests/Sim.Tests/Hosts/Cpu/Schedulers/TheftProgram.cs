using System;
using Sim.Hosts.Guests;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Cpu.Schedulers;

/// <summary>Runs between the scheduler's ticks and sleeps across them, so that no tick finds it (Zhou et al., arXiv 1103.0759).</summary>
/// <param name="honest">Until when it only computes.</param>
internal sealed class TheftProgram(Duration honest) : IGuestProgram
{
    private const long Tick = 10_000_000;
    private const long Margin = 250_000;

    public GuestOp Next(GuestMoment moment)
    {
        ArgumentNullException.ThrowIfNull(moment);
        long now = moment.Now.Nanoseconds;
        long phase = now % Tick;
        return now >= honest.Nanoseconds && (phase < Margin || phase >= Tick - Margin)
            ? GuestOp.SleepUntil(new SimTime(((now + Margin) / Tick * Tick) + Margin))
            : GuestOp.Compute(new Duration(now < honest.Nanoseconds ? Margin : Math.Min(Margin, Tick - Margin - phase)));
    }
}
