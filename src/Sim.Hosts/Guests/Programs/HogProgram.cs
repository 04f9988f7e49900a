using Sim.Kernel.Quantities;

namespace Sim.Hosts.Guests.Programs;

/// <summary>Computes without end.</summary>
public sealed class HogProgram : IGuestProgram
{
    /// <inheritdoc/>
    public GuestOp Next(GuestMoment moment) => GuestOp.Compute(Duration.FromHours(1));
}
