using System;
using MathNet.Numerics.RootFinding;

namespace Sim.Statistics.Queues;

/// <summary>One exponential server, gaps between arrivals that are sums of k exponentials: E_k/M/1, the G/M/1 queue that is easily simulated.</summary>
/// <remarks>
/// An arrival finds n customers with the chance (1 - sigma) sigma^n, where sigma in (0, 1) solves sigma = A(mu - mu sigma)
/// and A is the Laplace transform of the gaps. L. Kleinrock, "Queueing Systems" I, 1975, 6.4 and 6.5.
/// </remarks>
public static class ErlangArrivals
{
    /// <summary>The mean time an arrival waits: sigma s / (1 - sigma).</summary>
    /// <param name="phases">How many exponentials make a gap; at least 1, which is M/M/1.</param>
    /// <param name="load">Arrival rate times mean service time; positive.</param>
    /// <param name="meanService">The mean service time s; positive. The result has its unit.</param>
    /// <returns>Infinity for a load of 1 or more.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public static double MeanWaiting(int phases, double load, double meanService)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(meanService);
        double busy = FoundBusy(phases, load);
        return load >= 1 ? double.PositiveInfinity : busy * meanService / (1 - busy);
    }

    /// <summary>The chance sigma that an arrival finds the server busy.</summary>
    /// <param name="phases">How many exponentials make a gap; at least 1.</param>
    /// <param name="load">Arrival rate times mean service time; positive.</param>
    /// <returns>1 for a load of 1 or more. Below the load otherwise: regular arrivals meet each other less.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public static double FoundBusy(int phases, double load)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(phases, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(load);

        // In services, a gap's transform at 1 - x is (k load / (k load + 1 - x))^k. Less x it is convex, positive at 0 and zero
        // at 1; between them it passes zero once, and half way from the load to 1 it has done so.
        double rate = phases * load;
        return load >= 1 ? 1 : Brent.FindRoot(x => Math.Pow(rate / (rate + 1 - x), phases) - x, 0, (1 + load) / 2, 1e-14, 200);
    }
}
