using System;
using System.Globalization;
using NUnit.Framework;
using Sim.Kernel.Quantities;
using Sim.Traces;

namespace Sim.Tests.Traces;

internal sealed class WorkloadBuilderTests
{
    private static readonly Duration Step = Duration.FromMinutes(5);

    [Test]
    public void A_name_twice_is_refused()
    {
        WorkloadBuilder builder = new();
        builder.AddVm("a");
        Assert.Throws<ArgumentException>(() => builder.AddVm("a"));
    }

    [Test]
    public void Counters_of_a_VM_share_their_times()
    {
        WorkloadBuilder builder = new();
        int vm = builder.AddVm("a");
        builder.AddSamples(vm, Counter.Cpu, SimTime.Zero, Step, [1, 2]);
        Assert.Throws<ArgumentException>(() => builder.AddSamples(vm, Counter.DiskRead, SimTime.Zero, Step, [1]));
        Assert.Throws<ArgumentException>(() => builder.AddSamples(vm, Counter.Cpu, SimTime.Zero, Step, [1, 2]));
    }

    [Test]
    public void Lifetimes_come_from_samples_where_they_are_not_stated()
    {
        WorkloadBuilder builder = new();
        builder.AddSamples(builder.AddVm("a"), Counter.Cpu, SimTime.FromSeconds(600), Step, [1, 2]);
        builder.AddVm("none");
        Workload workload = builder.Build();
        Assert.That(workload.Lifetime(0), Is.EqualTo(new Lifetime(SimTime.FromSeconds(600), SimTime.FromSeconds(1200), false, false)));
        Assert.That(workload.Deleted(1), Is.EqualTo(SimTime.Zero));
        Assert.That(workload.Span, Is.EqualTo(Duration.FromSeconds(1200)));
    }

    [Test]
    public void Evenly_spaced_percentages_take_one_byte_a_sample()
    {
        WorkloadBuilder builder = new();
        double[] values = new double[10_000];
        for (int vm = 0; vm < 20; vm++)
        {
            Array.Fill(values, vm, 0, 5000);
            builder.AddSamples(builder.AddVm(string.Create(CultureInfo.InvariantCulture, $"vm{vm}")), Counter.Cpu, SimTime.Zero, Step, values);
        }

        Workload workload = builder.Build();
        Assert.That(workload.SampleBytes / (double)workload.SampleCount, Is.EqualTo(1).Within(0.06));
    }

    [Test]
    public void Samples_that_go_back_in_time_within_a_file_are_refused()
    {
        WorkloadBuilder builder = new();
        InterleavedSamples samples = new(builder, [Counter.Cpu]);
        int vm = builder.AddVm("a");
        Assert.That(samples.Append(vm, 300, [1]), Is.True);
        Assert.That(samples.Append(vm, 0, [2]), Is.False);
        samples.NextFile();
        Assert.That(samples.Append(vm, 0, [3]), Is.True);
        samples.Drain();
        Assert.That(builder.Build().Samples(Counter.Cpu, vm), Is.EqualTo(new double[] { 3, 1 }));
    }
}
