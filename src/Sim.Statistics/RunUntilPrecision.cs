using System;
using System.Linq;
using Sim.Kernel;
using Sim.Kernel.Measures;

namespace Sim.Statistics;

/// <summary>Replications until every metric's mean is known precisely enough, or there have been too many.</summary>
/// <remarks>Give it one value a metric of each replication, and ask <see cref="IsDone"/>; or let <see cref="Of(Func{int, double}, PrecisionTarget)"/> drive.</remarks>
public sealed class RunUntilPrecision
{
    private readonly PrecisionTarget _target;
    private readonly Tally[] _metrics;

    /// <summary>Before the first replication.</summary>
    /// <param name="target">When to stop.</param>
    /// <param name="metrics">How many numbers each replication gives; at least 1, default 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">No metrics.</exception>
    public RunUntilPrecision(PrecisionTarget target, int metrics = 1)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentOutOfRangeException.ThrowIfLessThan(metrics, 1);
        _target = target;
        _metrics = [.. Enumerable.Range(0, metrics).Select(_ => new Tally())];
    }

    /// <summary>How many replications there have been.</summary>
    public int Count { get; private set; }

    /// <summary>How many metrics each replication gives.</summary>
    public int Metrics => _metrics.Length;

    /// <summary>Whether there have been enough replications and every metric is precise.</summary>
    public bool IsPrecise => Count >= _target.Minimum && Array.TrueForAll(_metrics, metric => _target.IsMetBy(Interval.OfMean(metric, _target.Confidence)));

    /// <summary>Whether to stop: <see cref="IsPrecise"/>, or the maximum is reached.</summary>
    public bool IsDone => Count >= _target.Maximum || IsPrecise;

    /// <summary>The mean of a metric over the replications, with Student's interval.</summary>
    /// <param name="metric">0 up to the number of metrics less 1; default 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such metric.</exception>
    public Interval Result(int metric = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(metric);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(metric, Metrics);
        return Interval.OfMean(_metrics[metric], _target.Confidence);
    }

    /// <summary>Adds the result of the next replication.</summary>
    /// <param name="values">A finite number for each metric.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not as many numbers as metrics.</exception>
    /// <exception cref="InvariantException">A number is not finite.</exception>
    public void Add(params ReadOnlySpan<double> values)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, Metrics);
        Count++;
        for (int metric = 0; metric < Metrics; metric++)
        {
            _metrics[metric].Add(values[metric]);
        }
    }

    /// <summary>Runs replications of one metric until done.</summary>
    /// <param name="replicate">From the replication's index, 0 and up, to a finite number; independent of each other.</param>
    /// <param name="target">When to stop.</param>
    public static RunUntilPrecision Of(Func<int, double> replicate, PrecisionTarget target)
    {
        ArgumentNullException.ThrowIfNull(replicate);
        return Of(index => [replicate(index)], target, 1);
    }

    /// <summary>Runs replications of several metrics until done.</summary>
    /// <param name="replicate">From the replication's index, 0 and up, to a finite number for each metric.</param>
    /// <param name="target">When to stop.</param>
    /// <param name="metrics">How many numbers a replication gives; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">No metrics, or a replication gives another number of them.</exception>
    public static RunUntilPrecision Of(Func<int, double[]> replicate, PrecisionTarget target, int metrics)
    {
        ArgumentNullException.ThrowIfNull(replicate);
        RunUntilPrecision run = new(target, metrics);
        while (!run.IsDone)
        {
            run.Add(replicate(run.Count));
        }

        return run;
    }
}
