using System;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;
using Sim.Kernel.Random.Variates;

namespace Sim.Hosts.Guests.Programs;

/// <summary>Takes a request, does its work, answers, takes the next.</summary>
/// <param name="channel">Where requests wait.</param>
/// <param name="service">Work in ns.</param>
/// <param name="io">I/O that each request waits for half-way; zero: none.</param>
/// <param name="stream">Draws the work.</param>
public sealed class WorkerProgram(int channel, IVariate service, Duration io, RandomStream stream) : IGuestProgram
{
    private Stage _stage;
    private long _left;

    private enum Stage
    {
        Idle,
        Received,
        HalfDone,
        Waited,
        Finished,
    }

    /// <inheritdoc/>
    public GuestOp Next(GuestMoment moment)
    {
        ArgumentNullException.ThrowIfNull(moment);
        switch (_stage)
        {
            case Stage.Received:
                _left = Math.Max(1, (long)service.Next(stream));
                long first = io > Duration.Zero ? _left / 2 : _left;
                _left -= first;
                _stage = _left > 0 ? Stage.HalfDone : Stage.Finished;
                return GuestOp.Compute(new Duration(first));
            case Stage.HalfDone:
                _stage = Stage.Waited;
                return GuestOp.Io(io);
            case Stage.Waited:
                _stage = Stage.Finished;
                return GuestOp.Compute(new Duration(_left));
            case Stage.Finished:
                moment.Respond(moment.MessageSent);
                break;
            default:
                break;
        }

        _stage = Stage.Received;
        return GuestOp.Receive(channel);
    }
}
