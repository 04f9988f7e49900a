using Sim.Kernel.Quantities;

namespace Sim.Hosts.Guests;

/// <summary>Messages that come from outside the host: requests to a server.</summary>
public interface IArrivals
{
    /// <summary>When the next one arrives; <see cref="SimTime.Never"/>: none any more.</summary>
    /// <param name="now">The arrival before, or the start of the run.</param>
    SimTime Next(SimTime now);
}
