using System;
using System.Globalization;
using System.Linq;
using System.Text;
using Sim.Kernel.Quantities;
using Sim.Kernel.Results;

namespace Sim.Traces.Summary;

/// <summary>Writes a summary as plain text of at most 120 columns.</summary>
public static class TraceSummaryText
{
    private const int BarWidth = 40;

    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    /// <summary>The text, with LF after each line.</summary>
    public static string Render(TraceSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        StringBuilder text = new();
        foreach (InputFile input in summary.Inputs)
        {
            text.Append(Invariant, $"input            {input.Path}  {input.Bytes} B  sha256 {input.Sha256}").Append('\n');
        }

        Head(text, summary);
        foreach (CounterSummary counter in summary.Counters)
        {
            Counter(text, counter);
        }

        if (summary.Aggregate is { } aggregate)
        {
            text.Append('\n');
            text.Append(Invariant, $"all VMs together, {aggregate.Unit} at each of {aggregate.Steps} steps").Append('\n');
            text.Append(Invariant, $"  min {Short(aggregate.Min)}  mean {Short(aggregate.Mean)}  max {Short(aggregate.Max)} (step {aggregate.MaxStep})  ")
                .Append(Invariant, $"sd/mean {Short(aggregate.Variation)}  autocorrelation lag 1 {Short(aggregate.Lag1)}").Append('\n');
        }

        return text.ToString();
    }

    private static void Head(StringBuilder text, TraceSummary summary)
    {
        text.Append(Invariant, $"format           {(summary.Format.Length == 0 ? "made in memory" : summary.Format)}").Append('\n');
        text.Append(Invariant, $"VMs              {summary.Vms}  ({summary.VmsWithoutSamples} without samples; ")
            .Append(Invariant, $"{summary.StartCensored} older than the trace, {summary.EndCensored} outlive it)").Append('\n');
        string origin = summary.OriginUnixSeconds is { } seconds ? $", from {Date(seconds)}" : "";
        text.Append(Invariant, $"span             {Span(summary.SpanSeconds)}{origin}").Append('\n');
        text.Append(Invariant, $"interval         {Span(summary.IntervalSeconds)}").Append('\n');
        text.Append(Invariant, $"samples          {summary.Samples}  ({summary.Missing} missing, {summary.PoweredOff} powered off, ")
            .Append(Invariant, $"{summary.Duplicates} duplicates dropped, {summary.Skipped} faulty rows skipped, {summary.EmptyFiles} empty files)").Append('\n');
        text.Append(Invariant, $"sizes            {summary.VCpus} vCPUs, {OrUnknown(summary.CapacityMhz)} MHz, {OrUnknown(summary.MemoryGib)} GiB").Append('\n');
        text.Append(Invariant, $"held in memory   {Short(summary.BytesPerVmSample)} B per VM and sample").Append('\n');
    }

    private static void Counter(StringBuilder text, CounterSummary counter)
    {
        text.Append('\n');
        string sampled = counter.QuantilesExact ? "" : ", quantiles of a part";
        text.Append(Invariant, $"{counter.Name}  ({counter.Vms} VMs, {counter.Samples} samples, {Short(counter.BytesPerSample)} B each{sampled})").Append('\n');
        text.Append(Invariant, $"  mean {Short(counter.Mean)}  sd {Short(counter.Deviation)}  zeros {Short(counter.ZerosPct)} %  ")
            .Append(Invariant, $"median VM mean {Short(counter.MedianVmMean)}  mean VM autocorrelation lag 1 {Short(counter.MeanVmLag1)}").Append('\n');
        string quantiles = string.Join("/", counter.Quantiles.Select(Short));
        text.Append(Invariant, $"  min {Short(counter.Min)}  q5/25/50/75/90/95/99 {quantiles}  max {Short(counter.Max)}").Append('\n');
        double width = (counter.Max - counter.Min) / counter.Histogram.Count;
        long most = Math.Max(1, counter.Histogram.Max());
        for (int bin = 0; bin < counter.Histogram.Count; bin++)
        {
            string bar = new('#', (int)Math.Ceiling((double)counter.Histogram[bin] * BarWidth / most));
            text.Append(Invariant, $"  {Short(counter.Min + (bin * width)),12} |{bar,-BarWidth}| {counter.Histogram[bin]}").Append('\n');
        }
    }

    private static string Short(double value) =>
        value switch
        {
            double.NaN => "-",
            > -1e6 and < 1e6 => value.ToString("0.####", Invariant),
            _ => value.ToString("0", Invariant),
        };

    private static string OrUnknown(double? value) => value is { } known ? Short(known) : "unknown";

    private static string Span(double seconds) => new Duration((long)Math.Round(seconds * Duration.NanosecondsPerSecond)).ToString();

    private static string Date(double unixSeconds) =>
        DateTime.UnixEpoch.AddSeconds(unixSeconds).ToString("yyyy-MM-dd HH:mm:ss'Z'", Invariant);
}
