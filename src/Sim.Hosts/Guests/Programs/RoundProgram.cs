using System;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;
using Sim.Kernel.Random.Variates;

namespace Sim.Hosts.Guests.Programs;

/// <summary>Computes, then waits at a barrier, again and again.</summary>
/// <param name="barrier">The barrier.</param>
/// <param name="work">Work of a round, in ns.</param>
/// <param name="stream">Draws the work.</param>
/// <param name="measures">Whether this thread writes down the time of each round.</param>
public sealed class RoundProgram(int barrier, IVariate work, RandomStream stream, bool measures) : IGuestProgram
{
    private bool _working;
    private SimTime _began;

    /// <inheritdoc/>
    public GuestOp Next(GuestMoment moment)
    {
        ArgumentNullException.ThrowIfNull(moment);
        if (_working)
        {
            _working = false;
            return GuestOp.Barrier(barrier);
        }

        if (measures && moment.Now != SimTime.Zero)
        {
            moment.Respond(_began);
        }

        _began = moment.Now;
        _working = true;
        return GuestOp.Compute(new Duration(Math.Max(1, (long)work.Next(stream))));
    }
}
