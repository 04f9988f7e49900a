using System;
using System.Linq;

namespace Sim.Traces.Summary;

/// <summary>Works out what a trace is like, from its samples as they stand.</summary>
public static class TraceInfo
{
    private const double MibPerGib = 1024;

    /// <summary>Goes over all samples of a workload; takes some 10 to 50 ns for each.</summary>
    public static TraceSummary Of(Workload workload)
    {
        ArgumentNullException.ThrowIfNull(workload);
        int[] vms = [.. Enumerable.Range(0, workload.VmCount)];
        VmSize[] sizes = Array.ConvertAll(vms, workload.Size);
        Lifetime[] lifetimes = Array.ConvertAll(vms, workload.Lifetime);
        return new TraceSummary
        {
            Format = workload.Report.Format,
            Inputs = workload.Inputs,
            Vms = workload.VmCount,
            VmsWithoutSamples = vms.Count(vm => workload.Count(vm) == 0),
            StartCensored = lifetimes.Count(lifetime => lifetime.StartCensored),
            EndCensored = lifetimes.Count(lifetime => lifetime.EndCensored),
            OriginUnixSeconds = Known(workload.OriginUnixSeconds),
            SpanSeconds = workload.Span.Seconds,
            IntervalSeconds = workload.Interval.Seconds,
            Samples = workload.SampleCount,
            Missing = vms.Sum(vm => Missing(workload, vm)),
            Duplicates = workload.Report.Duplicates,
            PoweredOff = workload.Report.PoweredOff,
            Skipped = workload.Report.Skipped,
            EmptyFiles = workload.Report.EmptyFiles,
            VCpus = sizes.Sum(size => (long)size.VCpus),
            CapacityMhz = SumOfKnown(sizes, size => size.VCpus * size.SpeedMhz),
            MemoryGib = SumOfKnown(sizes, size => size.MemoryMib / MibPerGib),
            BytesPerVmSample = workload.SampleBytes / (double)Math.Max(1, workload.SampleCount),
            Counters = [.. workload.Counters.Select(counter => new CounterSummarizer(workload, counter).Summarize())],
            Aggregate = new AggregateSummarizer(workload).Summarize(),
        };
    }

    private static double? SumOfKnown(VmSize[] sizes, Func<VmSize, double> measure)
    {
        double[] known = [.. sizes.Select(measure).Where(value => !double.IsNaN(value))];
        return known.Length == 0 ? null : known.Sum();
    }

    private static double? Known(double value) => double.IsNaN(value) ? null : value;

    private static long Missing(Workload workload, int vm)
    {
        int count = workload.Count(vm);
        if (count < 2 || workload.IsRegular(vm))
        {
            return 0;
        }

        double gap = (workload.SampleTime(vm, count - 1) - workload.SampleTime(vm, 0)).Seconds / workload.IntervalOf(vm).Seconds;
        return Math.Max(0, (long)Math.Round(gap) + 1 - count);
    }
}
