using System;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;
using Sim.Kernel.Random.Variates;

namespace Sim.Hosts.Guests.Programs;

/// <summary>Bursts of work within each sample of a demand series that add up to the sample's demand.</summary>
/// <remarks>
/// The work of a sample is demand x interval. It is cut into bursts, planned as a vCPU that never waits would do them: before
/// each comes a random gap with the mean that spreads the rest of the work over the rest of the sample, but never so
/// long that the rest would no longer fit. Who is late keeps the plan and goes on without gaps until it has caught up: demand
/// does not sink because a host is slow. What is not begun when the sample ends is lost, as at interval resolution.
/// Demand above 1 is 1: a vCPU is one pCPU at most.
/// </remarks>
/// <param name="demand">The series.</param>
/// <param name="burst">Work of a burst, in ns.</param>
/// <param name="stream">Draws bursts and gaps.</param>
public sealed class SampleProgram(DemandSeries demand, IVariate burst, RandomStream stream) : IGuestProgram
{
    private SimTime _end = SimTime.Zero; // of the sample
    private double _left; // work of the sample not yet planned, in ns
    private long _next; // the burst planned next; 0: none
    private SimTime _at; // when it is to begin; without one, when the last would have ended
    private bool _working;
    private SimTime _due; // of the burst at work

    /// <inheritdoc/>
    public GuestOp Next(GuestMoment moment)
    {
        ArgumentNullException.ThrowIfNull(moment);
        if (_working)
        {
            _working = false;
            moment.Respond(_due);
        }

        if (moment.Now >= _end)
        {
            _end = demand.EndOfSample(moment.Now);
            _left = Math.Min(1, demand.At(moment.Now)) * (_end - moment.Now).Nanoseconds;
            _at = moment.Now;
            _next = 0;
        }

        if (_next == 0)
        {
            if (_left < 1)
            {
                return GuestOp.SleepUntil(_end);
            }

            Plan();
        }

        if (_at > moment.Now)
        {
            return GuestOp.SleepUntil(_at);
        }

        (_working, _due) = (true, _at);
        Duration work = new(_next);
        _at += work;
        _next = 0;
        return GuestOp.Compute(work);
    }

    private void Plan()
    {
        _next = Math.Clamp((long)burst.Next(stream), 1, (long)Math.Ceiling(_left));
        double slack = (_end - _at).Nanoseconds - _left;
        double gap = slack <= 0 ? 0 : Math.Min(slack, stream.NextExponential(slack * _next / _left));
        _at += new Duration((long)gap);
        _left -= _next;
    }
}
