using System;
using System.Collections.Generic;
using Sim.Kernel.Random;
using Sim.Statistics;
using Sim.Statistics.Queues;

namespace Sim.Experiments.Validation.Queueing;

/// <summary>The systems that are simulated, in the order of the table. The mean service is 1 s where nothing else is said.</summary>
internal static class QueueStudies
{
    private const string Kleinrock = "Kleinrock 1975";
    private const string Khinchine = "Pollaczek-Khinchine";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<QueueStudy> All { get; } =
    [
        MM1(0.7, 6_000_000),
        MMc(4, 0.8, 6_000_000),
        MD1(0.7, 6_000_000),
        MG1(0.5, 1.2, 6_000_000),
        MM1K(0.9, 5, 6_000_000),
        EM1(2, 0.7, 6_000_000),
        GG1(2, 0.7, 0.8, 6_000_000),
    ];

    private static QueueStudy MM1(double load, long customers) => new(
        $"M/M/1 load {load}", "mm1", customers,
        [new("in system s", 1 / (1 - load), Kleinrock)],
        replication =>
        {
            RandomStream gaps = replication["gaps"];
            RandomStream services = replication["services"];
            return [SingleQueue.Simulate(replication, () => gaps.NextExponential(1 / load), () => services.NextExponential(1)).Sojourn];
        });

    private static QueueStudy MMc(int servers, double load, long customers) => new(
        $"M/M/{servers} load {load}", "mmc", customers,
        [
            new("wait s", Statistics.Queueing.MeanWaiting(servers, servers * load, 1), "Erlang C"),
            new("share waiting", Statistics.Queueing.ErlangC(servers, servers * load), "Erlang C"),
        ],
        replication =>
        {
            RandomStream gaps = replication["gaps"];
            RandomStream services = replication["services"];
            (double wait, _, double delayed) = SingleQueue.Simulate(replication, () => gaps.NextExponential(1 / load / servers), () => services.NextExponential(1), servers);
            return [wait, delayed];
        });

    private static QueueStudy MD1(double load, long customers) => new(
        $"M/D/1 load {load}", "md1", customers,
        [new("wait s", PollaczekKhinchine.MeanWaiting(load, 1, 0), Khinchine)],
        replication =>
        {
            RandomStream gaps = replication["gaps"];
            return [SingleQueue.Simulate(replication, () => gaps.NextExponential(1 / load), () => 1).Wait];
        });

    private static QueueStudy MG1(double load, double variation, long customers) => new(
        $"M/G/1 lognormal cv {variation} load {load}", "mg1", customers,
        [new("wait s", PollaczekKhinchine.MeanWaiting(load, 1, variation), Khinchine)],
        replication =>
        {
            RandomStream gaps = replication["gaps"];
            Func<double> service = LogNormal(replication["services"], variation);
            return [SingleQueue.Simulate(replication, () => gaps.NextExponential(1 / load), service).Wait];
        });

    private static QueueStudy MM1K(double load, int room, long customers)
    {
        FiniteRoomQueue theory = new(load, room);
        return new QueueStudy(
            $"M/M/1/{room} load {load}", "mm1k", customers,
            [new("share lost", theory.Loss, "Gross 2008"), new("number", theory.MeanNumber, "Gross 2008")],
            replication => LossQueue.Simulate(replication, load, room));
    }

    private static QueueStudy EM1(int phases, double load, long customers) => new(
        $"E{phases}/M/1 load {load}", "em1", customers,
        [new("wait s", ErlangArrivals.MeanWaiting(phases, load, 1), Kleinrock)],
        replication =>
        {
            RandomStream services = replication["services"];
            return [SingleQueue.Simulate(replication, Erlang(replication["gaps"], phases, 1 / load), () => services.NextExponential(1)).Wait];
        });

    private static QueueStudy GG1(int phases, double load, double variation, long customers) => new(
        $"G/G/1 E{phases} lognormal cv {variation} load {load}", "gg1", customers,
        [new("wait s at most", Kingman.UpperBound(1 / load, 1 / load / Math.Sqrt(phases), 1, variation), "Kingman 1962", IsBound: true)],
        replication =>
            [SingleQueue.Simulate(replication, Erlang(replication["gaps"], phases, 1 / load), LogNormal(replication["services"], variation)).Wait]);

    // The sum of equal exponentials.
    private static Func<double> Erlang(RandomStream stream, int phases, double mean) => () =>
    {
        double sum = 0;
        for (int i = 0; i < phases; i++)
        {
            sum += stream.NextExponential(mean / phases);
        }

        return sum;
    };

    // Of mean 1: sigma^2 = ln(1 + cv^2), median = exp(-sigma^2 / 2).
    private static Func<double> LogNormal(RandomStream stream, double variation)
    {
        double variance = Math.Log(1 + (variation * variation));
        return () => stream.NextLogNormal(Math.Exp(-variance / 2), Math.Sqrt(variance));
    }
}
