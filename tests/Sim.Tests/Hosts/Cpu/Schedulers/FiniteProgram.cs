using System;
using Sim.Hosts.Guests;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Cpu.Schedulers;

/// <summary>Does its work and ends.</summary>
/// <param name="work">The work.</param>
/// <param name="ended">Told when it ends, in ns.</param>
internal sealed class FiniteProgram(Duration work, Action<long> ended) : IGuestProgram
{
    private bool _begun;

    public GuestOp Next(GuestMoment moment)
    {
        ArgumentNullException.ThrowIfNull(moment);
        if (_begun)
        {
            ended(moment.Now.Nanoseconds);
            return GuestOp.End;
        }

        _begun = true;
        return GuestOp.Compute(work);
    }
}
