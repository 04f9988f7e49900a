using System;
using Sim.Experiments.Validation.Queueing;
using Sim.Hosts.Guests;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;
using Sim.Kernel.Random.Variates;

namespace Sim.Experiments.Validation.Scheduling;

/// <summary>Takes a customer, computes what it wants, tells how it fared, takes the next. Those that count are chosen in order of arrival.</summary>
/// <param name="channel">Where customers arrive.</param>
/// <param name="unit">The mean service.</param>
/// <param name="service">What each wants, in units.</param>
/// <param name="stream">Draws it.</param>
/// <param name="meter">Numbers the customers.</param>
/// <param name="done">Told the number, the service, and in units the time from arrival to the start of service and to its end.</param>
internal sealed class CustomerProgram(
    int channel, Duration unit, IVariate service, RandomStream stream, CustomerMeter meter, Action<long, double, double, double> done) : IGuestProgram
{
    private Stage _stage;
    private long _number;
    private double _service;
    private SimTime _arrived;
    private SimTime _began;

    private enum Stage
    {
        Idle,
        Received,
        Served,
    }

    /// <inheritdoc/>
    public GuestOp Next(GuestMoment moment)
    {
        if (_stage == Stage.Received)
        {
            _stage = Stage.Served;
            (_number, _service) = (meter.Arrive(), service.Next(stream));
            (_arrived, _began) = (moment.MessageSent, moment.Now);
            return GuestOp.Compute(new Duration(Math.Max(1, (long)Math.Round(_service * unit.Nanoseconds))));
        }

        if (_stage == Stage.Served)
        {
            done(_number, _service, InUnits(_began - _arrived), InUnits(moment.Now - _arrived));
        }

        _stage = Stage.Received;
        return GuestOp.Receive(channel);
    }

    private double InUnits(Duration span) => span.Seconds / unit.Seconds;
}
