using System;
using System.Collections.Generic;

namespace Sim.Statistics.Queues;

/// <summary>A fixed number of like customers who go from station to station for ever: queues with one or more servers, and delays.</summary>
/// <remarks>
/// Exact mean value analysis: M. Reiser and S. S. Lavenberg, Journal of the ACM 27(2), 1980, for the product-form networks of
/// Baskett, Chandy, Muntz and Palacios. An arrival sees the network as it is with one customer less. The chance that a station
/// with several servers is empty is taken from the network without it, p(0|n) = p(0|n-1) X(n) / X'(n) (M. Reiser, Performance
/// Evaluation 1(1), 1981): the paper's 1 - p(1|n) - ... - p(n|n) loses all its digits near saturation.
/// Time and memory double with each station of several servers, and grow with the number of customers.
/// </remarks>
public sealed class ClosedNetwork
{
    /// <summary>The most stations with several servers.</summary>
    public const int MostMultiServerStations = 16;

    private readonly ClosedStation[] _stations;
    private readonly List<int> _multi = [];

    /// <summary>A network of the given stations.</summary>
    /// <param name="stations">At least one, and one of them with a positive demand.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no station, a parameter of one is out of range, or too many have several servers.</exception>
    public ClosedNetwork(params ReadOnlySpan<ClosedStation> stations)
    {
        _stations = stations.ToArray();
        double demand = 0;
        for (int i = 0; i < stations.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stations[i].MeanService);
            ArgumentOutOfRangeException.ThrowIfNegative(stations[i].Visits);
            ArgumentOutOfRangeException.ThrowIfLessThan(stations[i].Servers, 1);
            demand += stations[i].Demand;
            if (stations[i].Servers is > 1 and < ClosedStation.Delay && stations[i].Demand > 0)
            {
                _multi.Add(i);
            }
        }

        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(demand);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(_multi.Count, MostMultiServerStations);
    }

    /// <summary>The steady state with so many customers.</summary>
    /// <param name="customers">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no customer.</exception>
    public ClosedNetworkSolution Solve(int customers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(customers, 1);
        int all = (1 << _multi.Count) - 1;
        double[][] throughputs = new double[all + 1][];
        double[] residence = [];
        for (int subset = 0; subset <= all; subset++)
        {
            // Subsets of a set have smaller numbers than it, so their throughputs are there when it needs them.
            (throughputs[subset], residence) = Analyse(subset, customers, throughputs);
        }

        return new ClosedNetworkSolution(_stations, throughputs[all][customers], residence);
    }

    // The network with those of the multi-server stations only that have a bit in the subset: throughput for each number of customers.
    private (double[] Throughput, double[] Residence) Analyse(int subset, int customers, double[][] throughputs)
    {
        double[] throughput = new double[customers + 1];
        double[] numbers = new double[_stations.Length];
        double[] residence = new double[_stations.Length];
        double[][] chances = [.. _multi.ConvertAll(_ => new double[customers + 1])];
        foreach (double[] alone in chances)
        {
            alone[0] = 1;
        }

        for (int n = 1; n <= customers; n++)
        {
            throughput[n] = n / Stay(subset, n, numbers, chances, residence);
            for (int i = 0; i < _stations.Length; i++)
            {
                numbers[i] = residence[i] > 0 ? throughput[n] * residence[i] : 0;
            }

            for (int multi = 0; multi < chances.Length; multi++)
            {
                if (IsIn(subset, multi))
                {
                    double without = throughputs[subset & ~(1 << multi)][n];
                    Advance(chances[multi], n, throughput[n], without, _stations[_multi[multi]]);
                }
            }
        }

        return (throughput, residence);
    }

    private static bool IsIn(int subset, int multi) => (subset & (1 << multi)) != 0;

    // The residence at each station, with n customers in the network, and their sum, the time of a cycle.
    private double Stay(int subset, int n, double[] numbers, double[][] chances, double[] residence)
    {
        double cycle = 0;
        for (int i = 0; i < _stations.Length; i++)
        {
            int multi = _multi.IndexOf(i);
            bool absent = multi >= 0 && !IsIn(subset, multi);
            residence[i] = absent ? 0 : _stations[i].Demand * Services(i, n, numbers[i], multi < 0 ? [] : chances[multi]);
            cycle += residence[i];
        }

        return cycle;
    }

    // How many service times a visit takes, when the network holds n customers and this one sees the others.
    private double Services(int station, int n, double others, double[] chances)
    {
        if (chances.Length == 0)
        {
            return _stations[station].Servers == 1 ? 1 + others : 1;
        }

        double stay = 0;
        for (int j = 1; j <= n; j++)
        {
            stay += (double)j / Math.Min(j, _stations[station].Servers) * chances[j - 1];
        }

        return stay;
    }

    // From the chances of j customers at the station, with n - 1 in the network, to those with n.
    private static void Advance(double[] chances, int n, double throughput, double without, ClosedStation station)
    {
        for (int j = n; j >= 1; j--)
        {
            chances[j] = chances[j - 1] * throughput * station.Demand / Math.Min(j, station.Servers);
        }

        chances[0] *= throughput / without;
    }
}
