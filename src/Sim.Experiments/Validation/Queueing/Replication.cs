using Sim.Kernel.Random;

namespace Sim.Experiments.Validation.Queueing;

/// <summary>One independent run of a model: which random numbers it takes, and how long it is.</summary>
/// <param name="Streams">The random streams of the seed.</param>
/// <param name="Name">What the names of its own streams begin with.</param>
/// <param name="Customers">How many customers are counted, after the warm-up.</param>
internal sealed record Replication(RandomStreams Streams, string Name, long Customers)
{
    /// <summary>How many customers come before the first that counts: a tenth of the others, and at least 500.</summary>
    /// <remarks>
    /// From empty, M/M/1 nears its steady state like exp(-t / tau) with tau = s / (1 - sqrt(rho))^2 (J. W. Cohen, "The Single
    /// Server Queue", 1982): 38 services at a load of 0.7. A short run warms up for 18 of them, a full one for over 300.
    /// </remarks>
    public long WarmUp => System.Math.Max(500, Customers / 10);

    /// <summary>The random numbers for one purpose.</summary>
    public RandomStream this[string purpose] => Streams[Name + "/" + purpose];
}
