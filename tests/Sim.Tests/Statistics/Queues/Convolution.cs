using System;

namespace Sim.Tests.Statistics.Queues;

/// <summary>J. P. Buzen's convolution (Communications of the ACM 16(9), 1973): the throughput of a closed network by another route.</summary>
internal static class Convolution
{
    /// <summary>X(N) = G(N-1) / G(N), where G sums the products of all ways to place the customers.</summary>
    /// <param name="customers">N.</param>
    /// <param name="stations">Each one's demand and its servers; as many servers as customers are a delay.</param>
    public static double Throughput(int customers, params (double Demand, int Servers)[] stations)
    {
        double[] ways = new double[customers + 1];
        ways[0] = 1;
        foreach ((double demand, int servers) in stations)
        {
            ways = With(ways, demand, servers);
        }

        return ways[^2] / ways[^1];
    }

    private static double[] With(double[] ways, double demand, int servers)
    {
        double[] sums = new double[ways.Length];
        double here = 1;
        for (int k = 0; k < ways.Length; k++)
        {
            for (int rest = 0; rest + k < ways.Length; rest++)
            {
                sums[rest + k] += here * ways[rest];
            }

            here *= demand / Math.Min(k + 1, servers);
        }

        return sums;
    }
}
