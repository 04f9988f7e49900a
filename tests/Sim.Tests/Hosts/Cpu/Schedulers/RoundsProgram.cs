using Sim.Hosts.Guests;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Cpu.Schedulers;

/// <summary>Computes, meets the others at a barrier, and again: one thread of a bulk-synchronous job.</summary>
internal sealed class RoundsProgram(Duration work, int barrier) : IGuestProgram
{
    private bool _worked;

    public long Rounds { get; private set; }

    public GuestOp Next(GuestMoment moment)
    {
        _worked = !_worked;
        Rounds += _worked ? 1 : 0;
        return _worked ? GuestOp.Compute(work) : GuestOp.Barrier(barrier);
    }
}
