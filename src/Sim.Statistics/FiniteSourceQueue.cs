using System;
using System.Collections.Generic;

namespace Sim.Statistics;

/// <summary>The steady state of an M/M/c//N system; see <see cref="Queueing.MachineRepairman"/>.</summary>
public sealed class FiniteSourceQueue
{
    internal FiniteSourceQueue(double[] probabilities, int servers, double meanThink, double meanService)
    {
        Probabilities = probabilities;
        for (int k = 0; k < probabilities.Length; k++)
        {
            MeanBusy += Math.Min(k, servers) * probabilities[k];
            MeanQueue += Math.Max(0, k - servers) * probabilities[k];
        }

        int customers = probabilities.Length - 1;
        Throughput = MeanBusy / meanService;
        MeanThinking = Throughput * meanThink;
        MeanWaiting = MeanQueue / Throughput;
        WaitingShare = MeanQueue / customers;
    }

    /// <summary>The chance that just k customers are waiting or being served, for k from 0 to all.</summary>
    public IReadOnlyList<double> Probabilities { get; }

    /// <summary>The mean number of busy servers.</summary>
    public double MeanBusy { get; }

    /// <summary>The mean number of customers waiting for a server.</summary>
    public double MeanQueue { get; }

    /// <summary>The mean number of customers thinking.</summary>
    public double MeanThinking { get; }

    /// <summary>Services completed in a unit of time.</summary>
    public double Throughput { get; }

    /// <summary>The mean time from a request to the start of its service.</summary>
    public double MeanWaiting { get; }

    /// <summary>The share of its time that a customer spends waiting, 0 to 1: of vCPUs, their ready time.</summary>
    public double WaitingShare { get; }
}
