using System;
using Sim.Hosts.Guests;
using Sim.Kernel.Quantities;

namespace Sim.Experiments.Validation.Scheduling;

/// <summary>Does its work and ends.</summary>
/// <param name="work">The work.</param>
/// <param name="ended">Told when it ends.</param>
internal sealed class FiniteProgram(Duration work, Action<SimTime> ended) : IGuestProgram
{
    private bool _begun;

    /// <inheritdoc/>
    public GuestOp Next(GuestMoment moment)
    {
        if (_begun)
        {
            ended(moment.Now);
            return GuestOp.End;
        }

        _begun = true;
        return GuestOp.Compute(work);
    }
}
