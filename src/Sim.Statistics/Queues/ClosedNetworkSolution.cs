using System.Collections.Generic;

namespace Sim.Statistics.Queues;

/// <summary>The steady state of a <see cref="ClosedNetwork"/> with a given number of customers; lists are by station.</summary>
public sealed class ClosedNetworkSolution
{
    internal ClosedNetworkSolution(IReadOnlyList<ClosedStation> stations, double throughput, double[] residence)
    {
        Throughput = throughput;
        double[] utilisations = new double[residence.Length];
        double[] numbers = new double[residence.Length];
        for (int i = 0; i < residence.Length; i++)
        {
            utilisations[i] = throughput * stations[i].Demand / stations[i].Servers;
            numbers[i] = throughput * residence[i];
            CycleTime += residence[i];
        }

        (Residence, MeanNumbers, Utilisations) = (residence, numbers, utilisations);
    }

    /// <summary>Cycles completed in a unit of time.</summary>
    public double Throughput { get; }

    /// <summary>The mean time of one cycle of a customer, think times with it.</summary>
    public double CycleTime { get; }

    /// <summary>The mean time of one cycle that a customer spends at each station, in all its visits together.</summary>
    public IReadOnlyList<double> Residence { get; }

    /// <summary>The mean number of customers at each station, those in service with them.</summary>
    public IReadOnlyList<double> MeanNumbers { get; }

    /// <summary>The busy share of each station's servers, 0 to 1; about 0 where all customers have a server each.</summary>
    public IReadOnlyList<double> Utilisations { get; }
}
