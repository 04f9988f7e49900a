using System;
using System.Collections.Generic;
using System.Linq;
using MathNet.Numerics.Statistics;

namespace Sim.Traces.Summary;

/// <summary>Works out the distribution of one counter, twice over all samples: first its mean, then what is around it.</summary>
internal sealed class CounterSummarizer(Workload workload, Counter counter)
{
    private const long MostSorted = 50_000_000;
    private const int Bins = 10;

    private static readonly double[] Levels = [0.05, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99];

    private readonly List<double> _means = [];
    private readonly List<double> _lags = [];
    private readonly long[] _histogram = new long[Bins];
    private double _sum;
    private double _squares;
    private double _min = double.PositiveInfinity;
    private double _max = double.NegativeInfinity;
    private long _count;
    private long _absent;
    private long _zeros;
    private long _bytes;

    /// <summary>Goes over the samples.</summary>
    public CounterSummary Summarize()
    {
        ForEachVm(Measure);
        double mean = _sum / _count;
        long stride = (_count / MostSorted) + 1;
        double[] sorted = new double[(_count + stride - 1) / stride];
        long seen = 0;
        ForEachVm((_, values) => seen = Collect(values, mean, stride, sorted, seen));
        Array.Sort(sorted);
        return new CounterSummary
        {
            Name = counter.Name(),
            Vms = _means.Count,
            Samples = _count,
            Absent = _absent,
            Sum = _sum,
            Mean = mean,
            Deviation = Math.Sqrt(_squares / _count),
            Min = _count == 0 ? double.NaN : _min,
            Max = _count == 0 ? double.NaN : _max,
            Quantiles = Array.ConvertAll(Levels, level => SortedArrayStatistics.QuantileCustom(sorted, level, QuantileDefinition.R7)),
            QuantilesExact = stride == 1,
            ZerosPct = 100.0 * _zeros / _count,
            MedianVmMean = _means.Median(),
            MeanVmLag1 = _lags.Count == 0 ? double.NaN : _lags.Average(),
            Histogram = _histogram,
            BytesPerSample = _bytes / (double)Math.Max(1, _count + _absent),
        };
    }

    private void ForEachVm(Action<int, double[]> look)
    {
        for (int vm = 0; vm < workload.VmCount; vm++)
        {
            if (workload.Has(counter, vm))
            {
                look(vm, workload.Samples(counter, vm));
            }
        }
    }

    private void Measure(int vm, double[] values)
    {
        (double sum, long count) = Series.Sum(values);
        (_sum, _count, _absent) = (_sum + sum, _count + count, _absent + values.Length - count);
        _bytes += (long)values.Length * workload.BytesPerSample(counter, vm);
        if (count > 0)
        {
            _means.Add(sum / count);
        }

        double lag = Series.Lag1(values);
        if (!double.IsNaN(lag))
        {
            _lags.Add(lag);
        }

        foreach (double value in values)
        {
            // Comparisons with NaN are false: absent samples change nothing.
            _min = value < _min ? value : _min;
            _max = value > _max ? value : _max;
            _zeros += value == 0 ? 1 : 0;
        }
    }

    private long Collect(double[] values, double mean, long stride, double[] into, long seen)
    {
        _squares += Series.Squares(values, mean);
        double width = (_max - _min) / Bins;
        foreach (double value in values.Where(value => !double.IsNaN(value)))
        {
            _histogram[width > 0 ? Math.Min(Bins - 1, (int)((value - _min) / width)) : 0]++;
            if (seen % stride == 0)
            {
                into[seen / stride] = value;
            }

            seen++;
        }

        return seen;
    }
}
