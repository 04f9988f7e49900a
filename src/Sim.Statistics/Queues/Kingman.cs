using System;

namespace Sim.Statistics.Queues;

/// <summary>One server, independent gaps between arrivals and independent service times of any distribution: G/G/1.</summary>
public static class Kingman
{
    /// <summary>What the mean waiting time is never above: lambda (sigma_a^2 + sigma_s^2) / (2 (1 - rho)).</summary>
    /// <param name="meanGap">The mean time between arrivals, 1 / lambda; positive.</param>
    /// <param name="gapDeviation">Its standard deviation sigma_a; not negative.</param>
    /// <param name="meanService">The mean service time, in the same unit; positive.</param>
    /// <param name="serviceDeviation">Its standard deviation sigma_s; not negative.</param>
    /// <returns>Infinity for a load rho of 1 or more.</returns>
    /// <remarks>J. F. C. Kingman, Biometrika 49(3-4), 1962; L. Kleinrock, "Queueing Systems" II, 1976, 2.3. Tight as the load nears 1.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public static double UpperBound(double meanGap, double gapDeviation, double meanService, double serviceDeviation)
    {
        RefuseOutOfRange(meanGap, gapDeviation, meanService, serviceDeviation);
        double load = meanService / meanGap;
        double variance = (gapDeviation * gapDeviation) + (serviceDeviation * serviceDeviation);
        return load >= 1 ? double.PositiveInfinity : variance / (2 * meanGap * (1 - load));
    }

    /// <summary>About what the mean waiting time is: rho / (1 - rho) x (c_a^2 + c_s^2) / 2 x s, with c the deviations over their means.</summary>
    /// <param name="meanGap">The mean time between arrivals; positive.</param>
    /// <param name="gapDeviation">Its standard deviation; not negative.</param>
    /// <param name="meanService">The mean service time s, in the same unit; positive.</param>
    /// <param name="serviceDeviation">Its standard deviation; not negative.</param>
    /// <returns>Exact for Poisson arrivals, where it is the formula of Pollaczek and Khinchine; infinity for a load rho of 1 or more.</returns>
    /// <remarks>J. F. C. Kingman, Proceedings of the Cambridge Philosophical Society 57(4), 1961: the limit of heavy traffic, times rho. No bound.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public static double Approximation(double meanGap, double gapDeviation, double meanService, double serviceDeviation)
    {
        RefuseOutOfRange(meanGap, gapDeviation, meanService, serviceDeviation);
        double load = meanService / meanGap;
        double gaps = gapDeviation / meanGap;
        double services = serviceDeviation / meanService;
        return load >= 1
            ? double.PositiveInfinity
            : load / (1 - load) * ((gaps * gaps) + (services * services)) / 2 * meanService;
    }

    private static void RefuseOutOfRange(double meanGap, double gapDeviation, double meanService, double serviceDeviation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(meanGap);
        ArgumentOutOfRangeException.ThrowIfNegative(gapDeviation);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(meanService);
        ArgumentOutOfRangeException.ThrowIfNegative(serviceDeviation);
    }
}
