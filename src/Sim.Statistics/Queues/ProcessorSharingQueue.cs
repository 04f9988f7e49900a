using System;

namespace Sim.Statistics.Queues;

/// <summary>One server that serves everybody present at once, each at an equal share of its speed: M/G/1-PS.</summary>
/// <remarks>
/// L. Kleinrock, Journal of the ACM 14(2), 1967, and "Queueing Systems" II, 1976, 4.4. The means depend on the service
/// time's distribution by its mean only (M. Sakata, S. Noguchi and J. Oizumi, Operations Research 19(2), 1971).
/// </remarks>
public static class ProcessorSharingQueue
{
    /// <summary>The mean time from arrival to departure: s / (1 - rho).</summary>
    /// <param name="load">Arrival rate times mean service time; not negative.</param>
    /// <param name="meanService">The mean service time s, at full speed; positive. The result has its unit.</param>
    /// <returns>Infinity for a load of 1 or more.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public static double MeanSojourn(double load, double meanService)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(meanService);
        return MeanSojournOf(load, meanService);
    }

    /// <summary>The mean time from arrival to departure of those who want a given service: x / (1 - rho).</summary>
    /// <param name="load">Arrival rate times mean service time of all; not negative.</param>
    /// <param name="service">The service time x that they want, at full speed; not negative. The result has its unit.</param>
    /// <returns>Infinity for a load of 1 or more.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is negative.</exception>
    public static double MeanSojournOf(double load, double service)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(load);
        ArgumentOutOfRangeException.ThrowIfNegative(service);
        return load >= 1 ? double.PositiveInfinity : service / (1 - load);
    }
}
