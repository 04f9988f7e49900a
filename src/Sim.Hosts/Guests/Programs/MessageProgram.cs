using System;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Guests.Programs;

/// <summary>One side of a ping-pong: waits for a message, works, sends one back.</summary>
/// <param name="to">Channel it sends to.</param>
/// <param name="from">Channel it receives from.</param>
/// <param name="work">Work on each message.</param>
/// <param name="begins">Whether it sends first; this side measures the time from sending to the answer.</param>
public sealed class MessageProgram(int to, int from, Duration work, bool begins) : IGuestProgram
{
    private Stage _stage = begins ? Stage.Received : Stage.Sent;
    private SimTime _sent;
    private bool _measuring;

    private enum Stage
    {
        Received,
        Worked,
        Sent,
    }

    /// <inheritdoc/>
    public GuestOp Next(GuestMoment moment)
    {
        ArgumentNullException.ThrowIfNull(moment);
        switch (_stage)
        {
            case Stage.Received:
                if (begins && _measuring)
                {
                    moment.Respond(_sent);
                }

                _stage = Stage.Worked;
                return GuestOp.Compute(work);
            case Stage.Worked:
                (_sent, _measuring) = (moment.Now, true);
                _stage = Stage.Sent;
                return GuestOp.Send(to);
            default:
                _stage = Stage.Received;
                return GuestOp.Receive(from);
        }
    }
}
