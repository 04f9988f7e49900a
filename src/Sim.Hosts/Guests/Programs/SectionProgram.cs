using System;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;
using Sim.Kernel.Random.Variates;

namespace Sim.Hosts.Guests.Programs;

/// <summary>Computes, takes a lock, computes while it holds it, gives it back.</summary>
/// <param name="locks">How many locks; one at random is taken each time.</param>
/// <param name="work">Work between two sections, in ns.</param>
/// <param name="held">Work within one, in ns.</param>
/// <param name="stream">Draws them.</param>
public sealed class SectionProgram(int locks, IVariate work, IVariate held, RandomStream stream) : IGuestProgram
{
    private Stage _stage;
    private int _lock;
    private SimTime _began;

    private enum Stage
    {
        Outside,
        Wanting,
        Holding,
        Leaving,
        Left,
    }

    /// <inheritdoc/>
    public GuestOp Next(GuestMoment moment)
    {
        ArgumentNullException.ThrowIfNull(moment);
        switch (_stage)
        {
            case Stage.Wanting:
                _stage = Stage.Holding;
                _lock = locks == 1 ? 0 : (int)stream.NextInt(locks);
                return GuestOp.Lock(_lock);
            case Stage.Holding:
                _stage = Stage.Leaving;
                return GuestOp.Compute(new Duration(Math.Max(1, (long)held.Next(stream))));
            case Stage.Leaving:
                _stage = Stage.Left;
                return GuestOp.Unlock(_lock);
            case Stage.Left:
                moment.Respond(_began);
                break;
            default:
                break;
        }

        _began = moment.Now;
        _stage = Stage.Wanting;
        return GuestOp.Compute(new Duration(Math.Max(1, (long)work.Next(stream))));
    }
}
