using System;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;
using Sim.Kernel.Random.Variates;

namespace Sim.Hosts.Guests.Programs;

/// <summary>Arrivals with random gaps.</summary>
/// <param name="gap">Gaps in ns.</param>
/// <param name="stream">Draws them.</param>
public sealed class RandomArrivals(IVariate gap, RandomStream stream) : IArrivals
{
    /// <inheritdoc/>
    public SimTime Next(SimTime now) => now + new Duration((long)Math.Round(gap.Next(stream)));
}
