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

    private static readonly MaxMinPolicy[] Policies =
    [
        new("stride", () => new Stride(new StrideOptions())),
        new("lottery, quantum 1 ms", () => new Lottery(new LotteryOptions { Quantum = Duration.FromMilliseconds(1) })),
        new("weighted-fair-queueing", () => new WeightedFairQueueing(new WeightedFairQueueingOptions())),
        new("bvt", () => new BorrowedVirtualTime(new BorrowedVirtualTimeOptions())),
        new("fair-share", () => new FairShare(new FairShareOptions())),
        new("balance", () => new Balance(new BalanceOptions())),
        new("sedf", () => new Sedf(new SedfOptions())),
        new("credit", () => new Credit(new CreditOptions())),
        new("credit2", () => new Credit2(new Credit2Options())),
        new("cfs", () => new Cfs(new CfsOptions())),
        new("eevdf", () => new Eevdf(new EevdfOptions())),
        new("esxi", () => new Esxi(new EsxiOptions())),
        new("hyperv-classic", () => new HyperVClassic(new HyperVClassicOptions())),
        new("hyperv-core", () => new HyperVCore(new HyperVClassicOptions())),
    ];

    /// <summary>All of them.</summary>
    public static IEnumerable<SchedulerStudy> All => Policies.SelectMany(policy => new[] { Study(policy, "1 pCPU", 1, 1), Study(policy, "2 to 4 pCPUs", 2, 4) });

    private static SchedulerStudy Study(MaxMinPolicy policy, string pcpus, int fewest, int most)
    {
        string reason = most == 1 ? policy.OneReason : policy.ManyReason;
        return new SchedulerStudy(
            $"max-min, {policy.Name}, {pcpus}",
            [
                new("worst error of a mix, pCPUs at most", MostError, 0, Source, IsBound: true, reason),
                new("median error of a mix, pCPUs at most", MostError, 0, Source, IsBound: true, reason),
            ],
            options => Find(policy, fewest, most, options));
    }

    private static SchedulerFindings Find(MaxMinPolicy policy, int fewest, int most, ValidationOptions options)
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
            $"{errors.Count(error => error > MostError)} of {errors.Length} mixes miss; worst with weights alone {byKind[0]:F3}, with limits {byKind[1]:F3}, with limits and demands {byKind[2]:F3}");
        return new SchedulerFindings([errors.Max(), Quantiles.Of(errors, 0.5)], remark);
    }
}
