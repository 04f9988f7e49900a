using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using MathNet.Numerics.LinearAlgebra;

namespace Sim.Statistics.Queues;

/// <summary>The steady state of an open network of queues: customers arrive, go from station to station by chance, and leave.</summary>
/// <remarks>
/// J. R. Jackson, Operations Research 5(4), 1957: each station is an M/M/c queue for itself, with the arrival rate that the
/// traffic equations lambda(j) = external(j) + sum over i of lambda(i) routing(i, j) give it.
/// </remarks>
public sealed class JacksonNetwork
{
    /// <summary>The network of the given stations.</summary>
    /// <param name="stations">At least one.</param>
    /// <param name="routing">The chance that a customer goes from the row's station to the column's next; what a row lacks to 1, it leaves.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter of a station is out of range.</exception>
    /// <exception cref="ArgumentException">The routing has another size, a row is no chance, or customers get in that cannot get out.</exception>
    public JacksonNetwork(IReadOnlyList<OpenStation> stations, IReadOnlyList<IReadOnlyList<double>> routing)
    {
        ArgumentNullException.ThrowIfNull(stations);
        ArgumentNullException.ThrowIfNull(routing);
        RefuseOutOfRange(stations, routing);
        double[] rates = Rates(stations, routing);
        double[] numbers = new double[rates.Length];
        double[] waiting = new double[rates.Length];
        double present = 0;
        double external = 0;
        for (int i = 0; i < rates.Length; i++)
        {
            OpenStation station = stations[i];
            double load = rates[i] * station.MeanService;
            waiting[i] = Queueing.MeanWaiting(station.Servers, load, station.MeanService);
            numbers[i] = rates[i] > 0 ? rates[i] * (waiting[i] + station.MeanService) : 0;
            present += numbers[i];
            external += station.ExternalRate;
        }

        (ArrivalRates, MeanNumbers, MeanWaiting) = (rates, numbers, waiting);
        MeanSojourn = present / external;
    }

    /// <summary>Arrivals at each station in a unit of time, from outside and from other stations.</summary>
    public IReadOnlyList<double> ArrivalRates { get; }

    /// <summary>The mean number of customers at each station; infinity where its servers cannot keep up.</summary>
    public IReadOnlyList<double> MeanNumbers { get; }

    /// <summary>The mean time that a visit to each station waits for a server; infinity where its servers cannot keep up.</summary>
    public IReadOnlyList<double> MeanWaiting { get; }

    /// <summary>The mean time from entering the network to leaving it, by Little's law; NaN where nobody enters.</summary>
    public double MeanSojourn { get; }

    private static double[] Rates(IReadOnlyList<OpenStation> stations, IReadOnlyList<IReadOnlyList<double>> routing)
    {
        Matrix<double> chances = Matrix<double>.Build.DenseOfRows(routing);
        Matrix<double> balance = Matrix<double>.Build.DenseIdentity(stations.Count) - chances.Transpose();
        Vector<double> external = Vector<double>.Build.Dense(stations.Count, i => stations[i].ExternalRate);
        double[] rates = balance.Solve(external).ToArray();
        double largest = 0;
        foreach (double rate in rates)
        {
            largest = Math.Max(largest, Math.Abs(rate));
        }

        // Where nobody can leave a group of stations, the equations have no solution but infinite ones, or negative by rounding.
        return Array.TrueForAll(rates, rate => double.IsFinite(rate) && rate >= -1e-9 * largest)
            ? Array.ConvertAll(rates, rate => Math.Max(0, rate))
            : throw new ArgumentException("customers cannot leave some of the stations", nameof(routing));
    }

    private static void RefuseOutOfRange(IReadOnlyList<OpenStation> stations, IReadOnlyList<IReadOnlyList<double>> routing)
    {
        ArgumentOutOfRangeException.ThrowIfZero(stations.Count);
        foreach (OpenStation station in stations)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(station.MeanService);
            ArgumentOutOfRangeException.ThrowIfNegative(station.ExternalRate);
            ArgumentOutOfRangeException.ThrowIfLessThan(station.Servers, 1);
        }

        for (int i = 0; i < stations.Count; i++)
        {
            bool fits = routing.Count == stations.Count && routing[i].Count == stations.Count;
            if (!fits || routing[i].Any(chance => !(chance >= 0)) || routing[i].Sum() > 1 + 1e-12)
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"row {i} of the routing must hold {stations.Count} chances that sum to at most 1"), nameof(routing));
            }
        }
    }
}
