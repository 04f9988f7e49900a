using System.Linq;
using System.Text.Json;
using System.Text.Json.Serialization;
using NUnit.Framework;
using Sim.Kernel.Quantities;
using Sim.Traces;
using Sim.Traces.Summary;

namespace Sim.Tests.Traces;

internal sealed class TraceSummaryTests
{
    private static readonly JsonSerializerOptions Named = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    [Test]
    public void Statistics_are_those_of_a_series_worked_out_by_hand()
    {
        WorkloadBuilder builder = new();
        int a = builder.AddVm("a");
        builder.SetSize(a, new VmSize(2, 1000, 1024));
        builder.AddSamples(a, Counter.Cpu, SimTime.Zero, Duration.FromMinutes(5), [0, 10, 20, 30]);
        int b = builder.AddVm("b");
        builder.SetSize(b, new VmSize(1, 1000, 2048));
        builder.AddSamples(b, Counter.Cpu, SimTime.Zero, Duration.FromMinutes(5), [40, 40, 40, double.NaN]);
        TraceSummary summary = TraceInfo.Of(builder.Build());
        CounterSummary cpu = summary.Counters.Single();
        Assert.Multiple(() =>
        {
            Assert.That((summary.Vms, summary.Samples, cpu.Samples, cpu.Absent), Is.EqualTo((2, 8L, 7L, 1L)));
            Assert.That(cpu.Mean, Is.EqualTo(180 / 7.0).Within(1e-12));
            Assert.That(cpu.Deviation, Is.EqualTo(System.Math.Sqrt((6200 / 7.0) - (180 * 180 / 49.0))).Within(1e-12));
            Assert.That(cpu.Quantiles[2], Is.EqualTo(30));
            Assert.That(cpu.ZerosPct, Is.EqualTo(100 / 7.0).Within(1e-12));
            Assert.That(cpu.MedianVmMean, Is.EqualTo(27.5));
            // r1 of 0, 10, 20, 30: (75 - 25 + 75) / 500.
            Assert.That(cpu.MeanVmLag1, Is.EqualTo(0.25).Within(1e-12));
            Assert.That((summary.VCpus, summary.CapacityMhz, summary.MemoryGib), Is.EqualTo((3L, (double?)3000, (double?)3)));
            // a: 0, 200, 400, 600 MHz; b: 400, 400, 400, none.
            Assert.That(summary.Aggregate!.Unit, Is.EqualTo("MHz"));
            Assert.That((summary.Aggregate.Min, summary.Aggregate.Max, summary.Aggregate.MaxStep), Is.EqualTo((400.0, 800.0, 2)));
            Assert.That(cpu.Histogram.Sum(), Is.EqualTo(7));
        });
    }

    [Test]
    public void Missing_samples_are_counted_against_the_nominal_interval()
    {
        WorkloadBuilder builder = new();
        long[] times = [.. new long[] { 0, 300, 600, 1200, 1501 }.Select(s => s * 1_000_000_000)];
        builder.AddSamples(builder.AddVm("a"), Counter.Cpu, times, [1, 2, 3, 4, 5]);
        Assert.That(TraceInfo.Of(builder.Build()).Missing, Is.EqualTo(1));
    }

    [Test]
    public void The_text_shows_what_the_record_holds()
    {
        WorkloadBuilder builder = new();
        builder.AddSamples(builder.AddVm("a"), Counter.Cpu, SimTime.Zero, Duration.FromMinutes(5), [0, 10, 20, 30]);
        string text = TraceSummaryText.Render(TraceInfo.Of(builder.Build()));
        Assert.That(text, Does.Contain("VMs              1 "));
        Assert.That(text, Does.Contain("cpu_pct  (1 VMs, 4 samples, 1 B each)"));
        Assert.That(text, Does.Contain("mean 15  sd 11.1803"));
        Assert.That(text.Split('\n').Max(line => line.Length), Is.LessThanOrEqualTo(140));
    }

    [Test]
    public void A_trace_without_samples_has_a_summary_too()
    {
        WorkloadBuilder builder = new();
        builder.AddVm("a");
        TraceSummary summary = TraceInfo.Of(builder.Build());
        Assert.That((summary.Counters.Count, summary.Aggregate, summary.CapacityMhz), Is.EqualTo((0, (AggregateSummary?)null, (double?)null)));
        Assert.That(TraceSummaryText.Render(summary), Does.Contain("unknown MHz"));
    }

    [Test]
    public void The_record_can_be_written_as_json()
    {
        WorkloadBuilder builder = new();
        builder.AddSamples(builder.AddVm("a"), Counter.Cpu, SimTime.Zero, Duration.FromMinutes(5), [5, 5]);
        Assert.That(JsonSerializer.Serialize(TraceInfo.Of(builder.Build()), Named), Does.Contain("\"Mean\":5"));
    }
}
