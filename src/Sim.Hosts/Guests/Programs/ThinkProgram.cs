using System;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;
using Sim.Kernel.Random.Variates;

namespace Sim.Hosts.Guests.Programs;

/// <summary>A user: thinks, then wants a burst of work done, again and again. The response time runs from the end of the thought.</summary>
/// <param name="think">Think times, in ns.</param>
/// <param name="burst">Work of each burst, in ns.</param>
/// <param name="stream">Draws both.</param>
public sealed class ThinkProgram(IVariate think, IVariate burst, RandomStream stream) : IGuestProgram
{
    private bool _thought;
    private SimTime _asked; // when it has thought, which may be before it gets to run

    /// <inheritdoc/>
    public GuestOp Next(GuestMoment moment)
    {
        ArgumentNullException.ThrowIfNull(moment);
        if (_thought)
        {
            _thought = false;
            return GuestOp.Compute(new Duration((long)burst.Next(stream)));
        }

        if (_asked != SimTime.Zero)
        {
            moment.Respond(_asked);
        }

        Duration pause = new(1 + (long)think.Next(stream));
        (_thought, _asked) = (true, moment.Now + pause);
        return GuestOp.Sleep(pause);
    }
}
