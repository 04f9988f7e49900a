using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Sim.Experiments.Judging;
using Sim.Experiments.Tables;
using Sim.Kernel;
using Sim.Statistics;

namespace Sim.Experiments.Comparing;

/// <summary>Runs every variant of a scenario on the same seeds, and compares what they found.</summary>
/// <remarks>
/// Runs share nothing, so they go side by side; what they found is kept by variant and replication, so that the number of
/// threads never shows. With a precision to reach, replications are added one at a time to all variants.
/// </remarks>
public sealed class ComparisonExperiment
{
    // Fewer say too little of the variance to stop by (Law asks for 10; a comparison of slow runs cannot wait for them).
    private const int FewestBeforeStopping = 3;

    private readonly IReadOnlyList<LoadedVariant> _variants;
    private readonly ComparisonOptions _options;
    private readonly long _seed;
    private readonly List<VariantRun[]> _replications = [];
    private readonly Lock _telling = new();
    private long _done;

    private ComparisonExperiment(IReadOnlyList<LoadedVariant> variants, ComparisonOptions options)
    {
        _variants = variants;
        _options = options;
        _seed = options.Seed ?? variants[0].Scenario.Scenario.Seed;
    }

    /// <summary>Runs and compares.</summary>
    /// <param name="variants">At least 2; the first is the baseline.</param>
    /// <param name="options">How.</param>
    /// <exception cref="InputException">Faults of the traces, or a metric that the runs do not have.</exception>
    /// <exception cref="OperationCanceledException">The comparison was cancelled.</exception>
    public static Comparison Run(IReadOnlyList<LoadedVariant> variants, ComparisonOptions options)
    {
        ArgumentNullException.ThrowIfNull(variants);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(variants.Count, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Replications, 1);
        RefuseUnknown(options.Metrics, [.. MetricCatalogue.All.Select(column => column.Name)]);
        return new ComparisonExperiment(variants, options).Run();
    }

    private Comparison Run()
    {
        // The first replication by itself: most faults come to light in it, and then those of all variants are told at once.
        Replicate(1);
        foreach (VariantRun run in _replications[0])
        {
            RefuseUnknown(_options.Metrics, [.. run.Outcome.Summary.Select(metric => metric.Name)]);
        }

        Replicate(_options.Precision is null ? _options.Replications : Math.Min(FewestBeforeStopping, _options.Replications));
        List<string> imprecise = Imprecise();
        while (imprecise.Count > 0 && _replications.Count < _options.Replications)
        {
            Replicate(_replications.Count + 1);
            imprecise = Imprecise();
        }

        return Compared(imprecise);
    }

    // Adds replications until there are so many, all of them side by side.
    private void Replicate(int count)
    {
        int first = _replications.Count;
        int cells = Math.Max(0, count - first) * _variants.Count;
        VariantRun?[] runs = new VariantRun?[cells];
        IReadOnlyList<InputError>[] faults = [.. Enumerable.Repeat(Array.Empty<InputError>(), cells)];
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = _options.Threads, CancellationToken = _options.Cancellation };
        Parallel.For(0, cells, parallel, i =>
        {
            try
            {
                runs[i] = One(_variants[i % _variants.Count], first + (i / _variants.Count) + 1, Math.Max(1, _options.Threads / cells));
            }
            catch (InputException fault)
            {
                faults[i] = fault.Errors;
            }

            Tell();
        });
        RefuseFaulty(faults);
        _replications.AddRange(runs.Select(run => run!).Chunk(_variants.Count));
    }

    private VariantRun One(LoadedVariant variant, int replication, int threads)
    {
        LatencySink sink = new();
        ExperimentOutcome outcome = _options.Run(variant.Scenario, new RunOptions
        {
            Parts = _options.Parts,
            Seed = ReplicationSeed.Of(_seed, replication),
            Threads = threads,
            Verify = _options.Verify,
            Timeline = false,
            Cancellation = _options.Cancellation,
        }, sink);
        return new VariantRun(outcome, sink.Points());
    }

    private void Tell()
    {
        lock (_telling)
        {
            _options.Progress?.Invoke(new RunProgress("compare", ++_done, (long)_options.Replications * _variants.Count, "runs"));
        }
    }

    private void RefuseFaulty(IReadOnlyList<InputError>[] faults)
    {
        IReadOnlyList<InputError>[] ofVariants =
            [.. _variants.Select((_, v) => faults.Where((_, i) => i % _variants.Count == v).SelectMany(some => some).Distinct().ToArray())];
        if (ofVariants.Any(some => some.Count > 0))
        {
            throw new InputException(VariantFaults.Merge([.. _variants.Select(variant => variant.Variant)], ofVariants));
        }
    }

    private static void RefuseUnknown(IReadOnlyList<string> wanted, string[] known)
    {
        InputError[] faults =
        [
            .. wanted.Except(known, StringComparer.Ordinal).Select(name => new InputError("", 0, 0, Edits.Nearest(name, known) is { } nearest
                ? $"--metric: '{name}' is no metric of these runs; did you mean '{nearest}'?"
                : $"--metric: '{name}' is no metric of these runs; 'sim list metrics' names those there are, and summary.csv those of a whole run")),
        ];
        if (faults.Length > 0)
        {
            throw new InputException(faults);
        }
    }

    // Which means are not known well enough; none where that was not asked for.
    private List<string> Imprecise()
    {
        if (_options.Precision is not { } error)
        {
            return [];
        }

        PrecisionTarget target = new() { RelativeError = error, Confidence = _options.Confidence, Minimum = FewestBeforeStopping };
        bool IsPrecise(double[] values) =>
            !Array.TrueForAll(values, double.IsFinite) || target.IsMetBy(Interval.OfMean(values, _options.Confidence));
        return
        [
            .. from metric in Values()
               from v in Enumerable.Range(0, _variants.Count)
               where !IsPrecise(metric.Values[v])
               select $"{metric.Name} of {_variants[v].Variant.Name}",
        ];
    }

    private IReadOnlyList<MetricValues> Values()
    {
        IEnumerable<Metric> all = _replications.SelectMany(runs => runs).SelectMany(run => run.Outcome.Summary);
        Metric[] named = [.. all.DistinctBy(metric => metric.Name, StringComparer.Ordinal)];
        return
        [
            .. named.Where(metric => _options.Metrics.Count == 0 || _options.Metrics.Contains(metric.Name, StringComparer.Ordinal))
                .Select(metric => new MetricValues(metric.Name, metric.Unit, [.. _variants.Select((_, v) => ValuesOf(metric.Name, v))])),
        ];
    }

    private double[] ValuesOf(string metric, int variant) =>
        [.. _replications.Select(runs => Written(runs[variant].Outcome.Summary.FirstOrDefault(found => found.Name == metric)?.Value ?? double.NaN))];

    // As results are written, with nine digits: sums in another order differ in the sixteenth, and that is no difference.
    private static double Written(double value) => double.IsFinite(value)
        ? double.Parse(value.ToString("E8", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
        : double.NaN;

    private Comparison Compared(List<string> imprecise)
    {
        IReadOnlyList<MetricValues> values = Values();
        MetricComparison[] metrics = [.. values.Select(metric => MetricComparison.Of(metric, _options.Confidence))];
        Variant[] variants = [.. _variants.Select(variant => variant.Variant)];
        VariantRun[] all = [.. _replications.SelectMany(runs => runs)];
        return new Comparison
        {
            Variants = variants,
            Seeds = [.. Enumerable.Range(1, _replications.Count).Select(replication => ReplicationSeed.Of(_seed, replication))],
            Metrics = metrics,
            Latencies = [.. _variants.Select((_, v) => LatencyMeans.Of(_replications.Select(runs => runs[v].Latencies)))],
            Confidence = _options.Confidence,
            Imprecise = imprecise,
            Remarks = [.. ComparisonRemarks.OfComparison(metrics, variants, imprecise, _options), .. ComparisonRemarks.OfRuns(variants, _replications[0])],
            Inputs = [.. all.SelectMany(run => run.Outcome.Inputs).Distinct()],
            Costs = [.. _replications[0].SelectMany(run => run.Outcome.Costs).DistinctBy(cost => (cost.Key, cost.Table, cost.Core, cost.Nanoseconds))],
            VmSamples = all.Sum(run => run.Outcome.VmSamples),
            Events = all.Sum(run => run.Outcome.Events),
        };
    }
}
