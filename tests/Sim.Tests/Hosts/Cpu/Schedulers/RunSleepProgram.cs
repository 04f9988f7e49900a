using Sim.Hosts.Guests;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Cpu.Schedulers;

/// <summary>Computes, sleeps, and so on: late runs put all later ones off.</summary>
internal sealed class RunSleepProgram(Duration work, Duration sleep) : IGuestProgram
{
    private bool _working;

    public GuestOp Next(GuestMoment moment)
    {
        _working = !_working;
        return _working ? GuestOp.Compute(work) : GuestOp.Sleep(sleep);
    }
}
