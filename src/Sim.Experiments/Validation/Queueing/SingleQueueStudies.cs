using System;
using System.Collections.Generic;
using System.Globalization;
using Sim.Kernel.Random;
using Sim.Statistics.Queues;

namespace Sim.Experiments.Validation.Queueing;

/// <summary>One waiting line, first come first served. The mean service is 1 s.</summary>
internal static class SingleQueueStudies
{
    private const string ErlangSource = "Erlang C";
    private const string KhinchineSource = "Pollaczek-Khinchine";
    private const string RoomSource = "Gross 2008 2.5";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<QueueStudy> All { get; } =
    [
        MM1(0.7, 6_000_000),
        Processes(1, 0.7, 6_000_000),
        MMc(4, 0.7, 16_000_000),
        Processes(4, 0.7, 2_000_000),
        MD1(0.7, 8_000_000),
        MG1(0.5, 1.2, 14_000_000),
        MM1K(0.9, 5, 4_000_000),
        EM1(2, 0.6, 8_000_000),
        GG1(2, 0.7, 0.8, 4_000_000),
    ];

    /// <summary>M/M/1. By D. J. Daley (Journal of the Australian Mathematical Society 8, 1968) 6 million customers give a half-width of 0.6 % at a load of 0.7.</summary>
    public static QueueStudy MM1(double load, long customers) => new(
        Name($"M/M/1 load {load}"), "mm1", customers,
        [new("in system s", 1 / (1 - load), "Kleinrock 1975 3.2")],
        replication => [SingleQueue.Simulate(replication, Exponential(replication["gaps"], 1 / load), Exponential(replication["services"], 1)).Sojourn]);

    private static QueueStudy Processes(int servers, double load, long customers) => new(
        Name($"M/M/{servers} of processes load {load}"), Name($"mm{servers}-processes"), customers,
        [new("in system s", 1 + Statistics.Queueing.MeanWaiting(servers, servers * load, 1), ErlangSource)],
        replication => [ProcessQueue.Simulate(replication, load, servers)]);

    private static QueueStudy MMc(int servers, double load, long customers) => new(
        Name($"M/M/{servers} load {load}"), "mmc", customers,
        [
            new("wait s", Statistics.Queueing.MeanWaiting(servers, servers * load, 1), ErlangSource),
            new("share waiting", Statistics.Queueing.ErlangC(servers, servers * load), ErlangSource),
        ],
        replication =>
        {
            Func<double> gap = Exponential(replication["gaps"], 1 / load / servers);
            (double wait, _, double delayed) = SingleQueue.Simulate(replication, gap, Exponential(replication["services"], 1), servers);
            return [wait, delayed];
        });

    private static QueueStudy MD1(double load, long customers) => new(
        Name($"M/D/1 load {load}"), "md1", customers,
        [new("wait s", PollaczekKhinchine.MeanWaiting(load, 1, 0), KhinchineSource)],
        replication => [SingleQueue.Simulate(replication, Exponential(replication["gaps"], 1 / load), () => 1).Wait]);

    private static QueueStudy MG1(double load, double variation, long customers) => new(
        Name($"M/lognormal/1 cv {variation} load {load}"), "mg1", customers,
        [new("wait s", PollaczekKhinchine.MeanWaiting(load, 1, variation), KhinchineSource)],
        replication => [SingleQueue.Simulate(replication, Exponential(replication["gaps"], 1 / load), LogNormal(replication["services"], variation)).Wait]);

    private static QueueStudy MM1K(double load, int room, long customers)
    {
        FiniteRoomQueue theory = new(load, room);
        return new QueueStudy(
            Name($"M/M/1/{room} load {load}"), "mm1k", customers,
            [new("share lost", theory.Loss, RoomSource), new("number", theory.MeanNumber, RoomSource)],
            replication => LossQueue.Simulate(replication, load, room));
    }

    private static QueueStudy EM1(int phases, double load, long customers) => new(
        Name($"E{phases}/M/1 load {load}"), "em1", customers,
        [new("wait s", ErlangArrivals.MeanWaiting(phases, load, 1), "Kleinrock 1975 6.4")],
        replication => [SingleQueue.Simulate(replication, Erlang(replication["gaps"], phases, 1 / load), Exponential(replication["services"], 1)).Wait]);

    private static QueueStudy GG1(int phases, double load, double variation, long customers) => new(
        Name($"E{phases}/lognormal/1 cv {variation} load {load}"), "gg1", customers,
        [new("wait s at most", Kingman.UpperBound(1 / load, 1 / load / Math.Sqrt(phases), 1, variation), "Kingman 1962", IsBound: true)],
        replication => [SingleQueue.Simulate(replication, Erlang(replication["gaps"], phases, 1 / load), LogNormal(replication["services"], variation)).Wait]);

    private static string Name(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static Func<double> Exponential(RandomStream stream, double mean) => () => stream.NextExponential(mean);

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
        (double median, double sigma) = (Math.Exp(-variance / 2), Math.Sqrt(variance));
        return () => stream.NextLogNormal(median, sigma);
    }
}
