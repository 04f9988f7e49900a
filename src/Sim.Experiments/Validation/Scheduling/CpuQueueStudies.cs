using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Sim.Experiments.Validation.Queueing;
using Sim.Hosts.Cpu.Schedulers;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random.Variates;
using Sim.Statistics.Queues;

namespace Sim.Experiments.Validation.Scheduling;

/// <summary>Disciplines that queueing theory knows, as schedulers of one pCPU. Times are in mean services of 10 ms.</summary>
internal static class CpuQueueStudies
{
    private const double TolerancePct = 2;
    private const double Load = 0.6;
    private const double Short = 0.5;
    private const double Long = 5.5;

    private static readonly Duration Endless = Duration.FromHours(1);

    // Nine in ten want 0.5, one wants 5.5: a mean of 1 and a squared variation of 2.25.
    private static DiscreteVariate TwoSizes => new([Short, Long], [0.9, 0.1]);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<QueueStudy> All =>
    [
        Sharing(800_000),
        FirstCome("M/D/1", "cpu-md1", new ConstantVariate(1), 0, 1_000_000),
        FirstCome("M/M/1", "cpu-mm1", new ExponentialVariate(1), 1, 2_000_000),
        FirstCome("M/G/1 of two sizes", "cpu-mg1", TwoSizes, 1.5, 3_000_000),
        Priorities([new(0.2, 1), new(0.2, 2)], 800_000),
    ];

    private static QueueStudy Sharing(long customers)
    {
        const string source = "Kleinrock 1976 4.4, Sakata et al. 1971: M/G/1-PS";
        return new QueueStudy(
            Name($"round-robin, quantum 1/50 of a service, M/G/1 of two sizes, load {Load}"), "cpu-ps", customers,
            [
                new("in system, services", ProcessorSharingQueue.MeanSojourn(Load, 1), source),
                new("in system, who wants 0.5", ProcessorSharingQueue.MeanSojournOf(Load, Short), source),
                new("in system, who wants 5.5", ProcessorSharingQueue.MeanSojournOf(Load, Long), source),
            ],
            replication => CpuQueue.SojournsBySize(
                replication, new RoundRobin(new RoundRobinOptions { Quantum = new Duration(200_000) }), new CustomerClass(Load, TwoSizes)))
        {
            TolerancePct = TolerancePct,
        };
    }

    private static QueueStudy FirstCome(string name, string stream, IVariate service, double variation, long customers) => new(
        Name($"round-robin without end of quantum, {name}, load {Load}"), stream, customers,
        [new("wait, services", PollaczekKhinchine.MeanWaiting(Load, 1, variation), "Pollaczek 1930, Khinchine 1932")],
        replication => CpuQueue.Waits(replication, new RoundRobin(new RoundRobinOptions { Quantum = Endless }), new CustomerClass(Load, service)))
    {
        TolerancePct = TolerancePct,
    };

    private static QueueStudy Priorities(PriorityClass[] classes, long customers) => new(
        "static-priority, M/M/1 of two classes, load 0.6", "cpu-priority", customers,
        [
            .. PriorityQueueing.PreemptiveResumeSojourn(classes).Select((mean, kind) =>
                new QueueMeasure(Name($"class {kind + 1} in system, services"), mean, "White & Christie 1958, preemptive-resume")),
        ],
        replication => CpuQueue.Sojourns(
            replication,
            new StaticPriority(new StaticPriorityOptions { Quantum = Endless }),
            [.. classes.Select((each, kind) => new CustomerClass(each.ArrivalRate, new ExponentialVariate(each.MeanService), 100 - kind))]))
    {
        TolerancePct = TolerancePct,
    };

    private static string Name(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
