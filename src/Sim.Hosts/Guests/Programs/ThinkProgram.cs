using System;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;
using Sim.Kernel.Random.Variates;

namespace Sim.Hosts.Guests.Programs;

/// <summary>A user: thinks, then wants a burst of work done, again and again. The response time is that of the burst.</summary>
/// <param name="think">Think times, in ns.</param>
/// <param name="burst">Work of each burst, in ns.</param>
/// <param name="stream">Draws both.</param>
public sealed class ThinkProgram(IVariate think, IVariate burst, RandomStream stream) : IGuestProgram
{
    private bool _working;
    private SimTime _asked;

    /// <inheritdoc/>
    public GuestOp Next(GuestMoment moment)
    {
        ArgumentNullException.ThrowIfNull(moment);
        if (_working)
        {
            moment.Respond(_asked);
            _working = false;
        }
        else if (moment.Now != SimTime.Zero)
        {
            _working = true;
            _asked = moment.Now;
            return GuestOp.Compute(new Duration((long)burst.Next(stream)));
        }

        return GuestOp.Sleep(new Duration(1 + (long)think.Next(stream)));
    }
}
