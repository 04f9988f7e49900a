using System;

namespace Sim.Statistics.Queues;

/// <summary>One server, Poisson arrivals, any service time, first come first served: M/G/1, and with it M/D/1 and M/M/1.</summary>
/// <remarks>
/// F. Pollaczek, Mathematische Zeitschrift 32, 1930; A. Y. Khinchine, Matematicheskii Sbornik 39(4), 1932;
/// L. Kleinrock, "Queueing Systems" I, 1975, 5.6.
/// </remarks>
public static class PollaczekKhinchine
{
    /// <summary>The mean time an arrival waits: rho s (1 + cv^2) / (2 (1 - rho)).</summary>
    /// <param name="load">Arrival rate times mean service time; not negative.</param>
    /// <param name="meanService">The mean service time s; positive. The result has its unit.</param>
    /// <param name="variation">The service time's standard deviation over its mean: 0 for M/D/1, 1 for M/M/1; not negative.</param>
    /// <returns>Infinity for a load of 1 or more.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public static double MeanWaiting(double load, double meanService, double variation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(load);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(meanService);
        ArgumentOutOfRangeException.ThrowIfNegative(variation);
        return load >= 1
            ? double.PositiveInfinity
            : load * meanService * (1 + (variation * variation)) / (2 * (1 - load));
    }
}
