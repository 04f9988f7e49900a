using Sim.Hosts.Guests;
using Sim.Kernel.Quantities;

namespace Sim.Experiments.Validation.Scheduling;

/// <summary>Computes, sleeps, and so on; whoever runs late sleeps as long as ever.</summary>
/// <param name="work">Each computation.</param>
/// <param name="sleep">Each sleep.</param>
internal sealed class RunSleepProgram(Duration work, Duration sleep) : IGuestProgram
{
    private bool _working;

    /// <inheritdoc/>
    public GuestOp Next(GuestMoment moment)
    {
        _working = !_working;
        return _working ? GuestOp.Compute(work) : GuestOp.Sleep(sleep);
    }
}
