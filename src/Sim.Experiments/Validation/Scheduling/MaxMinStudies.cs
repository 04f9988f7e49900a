using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Sim.Hosts.Cpu.Schedulers;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;
using Sim.Statistics;

namespace Sim.Experiments.Validation.Scheduling;

/// <summary>Proportional-share policies against weighted max-min: random weights, limits and demands on 1 to 4 pCPUs.</summary>
internal static class MaxMinStudies
{
    private const string Source = "models.md 0.2";
    private const double MostError = 0.01; // pCPUs
    private const int Mixes = 18;
    private const int QuickMixes = 6;
    private const int Kinds = 3;

    private const string Queues =
        "weights count within a run queue, and balancing moves whole vCPUs, and only from queues above the average load, as the kernel's does";

    private const string Signs =
        "priorities know only the sign of the credit, and who gathers more than a slice's credits loses half of them (models.md A1): who is due much gets too little";

    private const string Overdraft =
        "a vCPU far lighter than the heaviest overdraws in one rate limit (1 ms) more than a reset gives, and nothing is charged below the least credit (Xen 5adb81ae)";

    private static readonly MaxMinPolicy[] Policies =
    [
        new("stride", () => new Stride(new StrideOptions())),
        new("lottery, quantum 1 ms", () => new Lottery(new LotteryOptions { Quantum = Duration.FromMilliseconds(1) }))
        {
            ManyReason = "a draw leaves out those that run already, so the light win more often than their tickets say",
        },
        new("weighted-fair-queueing", () => new WeightedFairQueueing(new WeightedFairQueueingOptions())),
        new("bvt", () => new BorrowedVirtualTime(new BorrowedVirtualTimeOptions())),
        new("fair-share", () => new FairShare(new FairShareOptions()))
        {
            ManyReason = "a wide VM below its share takes several pCPUs at once, though a neighbour needs a whole one to get its due",
        },
        new("balance", () => new Balance(new BalanceOptions())) { ManyReason = "shares count within a queue, and siblings are kept on different ones" },
        new("sedf", () => new Sedf(new SedfOptions())) { ManyReason = "vCPUs are handed to pCPUs in turn and never move, as in Xen" },
        new("credit", () => new Credit(new CreditOptions())) { OneReason = Signs, ManyReason = Signs },
        new("credit2", () => new Credit2(new Credit2Options()))
        {
            OneReason = Overdraft,
            ManyReason = Overdraft + "; who is due most of a pCPU cannot make up for what it lost while others woke together",
        },
        new("cfs", () => new Cfs(new CfsOptions())) { ManyReason = Queues },
        new("eevdf", () => new Eevdf(new EevdfOptions())) { ManyReason = Queues },
        new("esxi", () => new Esxi(new EsxiOptions())),
        new("hyperv-classic", () => new HyperVClassic(new HyperVClassicOptions())),
        new("hyperv-core", () => new HyperVCore(new HyperVClassicOptions())),
    ];

    /// <summary>All of them.</summary>
    public static IEnumerable<Study> All => Policies.SelectMany(policy => new[] { Study(policy, "1 pCPU", 1, 1), Study(policy, "2 to 4 pCPUs", 2, 4) });

    private static Study Study(MaxMinPolicy policy, string pcpus, int fewest, int most)
    {
        string reason = most == 1 ? policy.OneReason : policy.ManyReason;
        return new Study(
            $"max-min, {policy.Name}, {pcpus}",
            [
                new("worst error of a mix, pCPUs at most", MostError, 0, Source, IsBound: true, reason),
                new("median error of a mix, pCPUs at most", MostError, 0, Source, IsBound: true, reason),
            ],
            options => Find(policy, fewest, most, options));
    }

    private static StudyFindings Find(MaxMinPolicy policy, int fewest, int most, ValidationOptions options)
    {
        RandomStreams streams = new(options.Seed);
        double[] errors = new double[options.Quick ? QuickMixes : Mixes];
        for (int mix = 0; mix < errors.Length; mix++)
        {
            options.Cancellation.ThrowIfCancellationRequested();
            int pcpus = fewest + (mix / Kinds % (most - fewest + 1));
            RandomStream draw = streams[string.Create(CultureInfo.InvariantCulture, $"max-min/{pcpus}/{mix}")];
            errors[mix] = new MaxMinMix(draw, pcpus, (MixKind)(mix % Kinds)).WorstError(policy.Make(), options.Seed);
        }

        double[] byKind = [.. Enumerable.Range(0, Kinds).Select(kind => errors.Where((_, mix) => mix % Kinds == kind).Max())];
        string remark = string.Create(
            CultureInfo.InvariantCulture,
            $"{errors.Count(error => error > MostError)} of {errors.Length} mixes miss; worst with weights alone {byKind[0]:F3}, also limits {byKind[1]:F3}, also demands {byKind[2]:F3}");
        return new StudyFindings([errors.Max(), Quantiles.Of(errors, 0.5)], remark);
    }
}
