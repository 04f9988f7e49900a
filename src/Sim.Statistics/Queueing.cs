using System;

namespace Sim.Statistics;

/// <summary>Closed forms of queueing theory: what a simulation is validated against, and what ready times are estimated with.</summary>
public static class Queueing
{
    /// <summary>Erlang's loss formula: the share of arrivals that find all servers of an M/M/c/c system busy.</summary>
    /// <param name="servers">0 or more.</param>
    /// <param name="load">Arrival rate times mean service time, in erlangs; not negative.</param>
    /// <remarks>By the recursion B(n) = a B(n-1) / (n + a B(n-1)), which is stable: A. K. Erlang, 1917; L. Kleinrock, "Queueing Systems" I, 3.6.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is negative.</exception>
    public static double ErlangB(int servers, double load)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(servers);
        ArgumentOutOfRangeException.ThrowIfNegative(load);
        double blocked = 1;
        for (int n = 1; n <= servers; n++)
        {
            blocked = load * blocked / (n + (load * blocked));
        }

        return blocked;
    }

    /// <summary>Erlang's delay formula: the share of arrivals that must wait in an M/M/c system.</summary>
    /// <param name="servers">At least 1.</param>
    /// <param name="load">Arrival rate times mean service time, in erlangs; not negative.</param>
    /// <returns>1 where the load is not below the number of servers: then everybody waits, without end.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public static double ErlangC(int servers, double load)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(servers, 1);
        if (load >= servers)
        {
            return 1;
        }

        double blocked = ErlangB(servers, load);
        return blocked / (1 - (load / servers * (1 - blocked)));
    }

    /// <summary>The mean time an arrival waits for a server in an M/M/c system.</summary>
    /// <param name="servers">At least 1.</param>
    /// <param name="load">Arrival rate times mean service time, in erlangs; not negative.</param>
    /// <param name="meanService">The mean service time; positive. The result has its unit.</param>
    /// <returns>Infinity where the load is not below the number of servers.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public static double MeanWaiting(int servers, double load, double meanService)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(meanService);
        double waits = ErlangC(servers, load);
        return load >= servers ? double.PositiveInfinity : waits * meanService / (servers - load);
    }

    /// <summary>The machine repairman, M/M/c//N: customers who think, then want one of a few servers, and think again.</summary>
    /// <param name="customers">How many there are (vCPUs of a host); at least 1.</param>
    /// <param name="servers">How many can be served at once (cores); at least 1.</param>
    /// <param name="meanThink">The mean time between the end of a service and the next request; positive.</param>
    /// <param name="meanService">The mean service time, in the same unit; positive.</param>
    /// <remarks>L. Kleinrock, "Queueing Systems" I, 3.9: p(k+1) / p(k) = (N - k) s / (min(k+1, c) z), with s the service and z the think time.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public static FiniteSourceQueue MachineRepairman(int customers, int servers, double meanThink, double meanService)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(customers, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(servers, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(meanThink);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(meanService);
        double[] chances = new double[customers + 1];
        chances[0] = 1;
        double sum = 1;
        for (int k = 0; k < customers; k++)
        {
            chances[k + 1] = chances[k] * (customers - k) * meanService / (Math.Min(k + 1, servers) * meanThink);
            sum += chances[k + 1];
            Rescale(chances.AsSpan(0, k + 2), ref sum);
        }

        Divide(chances, sum);
        return new FiniteSourceQueue(chances, servers, meanThink, meanService);
    }

    // The products grow like a factorial: they are brought back before they leave the range of doubles.
    private static void Rescale(Span<double> chances, ref double sum)
    {
        const double large = 1e200;
        if (sum > large)
        {
            Divide(chances, sum);
            sum = 1;
        }
    }

    private static void Divide(Span<double> chances, double sum)
    {
        foreach (ref double chance in chances)
        {
            chance /= sum;
        }
    }
}
