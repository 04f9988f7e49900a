using System;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using Sim.Kernel.Quantities;
using Sim.Traces;

namespace Sim.Tests.Traces;

internal sealed class ReadGridTests
{
    private const long Second = 1_000_000_000;

    [Test]
    public void Jitter_of_a_second_never_reads_the_wrong_sample()
    {
        // Sample i holds i; each is stamped a second early or late.
        long[] times = [.. Enumerable.Range(0, 200).Select(i => ((i * 300L) + ((i * 7 % 3) - 1) + 1) * Second)];
        double[] values = [.. Enumerable.Range(0, 200).Select(i => (double)i)];
        Workload workload = Build(times, values);
        double[] grid = new double[200];
        workload.ReadGrid(Counter.Cpu, 0, SimTime.Zero, Duration.FromMinutes(5), 0, grid);
        Assert.That(grid, Is.EqualTo(values));
    }

    [Test]
    public void A_VM_sampled_between_the_steps_keeps_its_own_phase()
    {
        long[] times = [.. Enumerable.Range(0, 50).Select(i => ((i * 300L) + 150 + (i % 2)) * Second)];
        Workload workload = Build(times, [.. Enumerable.Range(0, 50).Select(i => (double)i)]);
        double[] grid = new double[5];
        workload.ReadGrid(Counter.Cpu, 0, SimTime.Zero, Duration.FromMinutes(5), 0, grid);
        Assert.That(grid, Is.EqualTo(new[] { double.NaN, 0, 1, 2, 3 }));
    }

    [Test]
    public void A_missing_sample_is_held_over_and_a_long_gap_is_absence()
    {
        long[] times = [.. new long[] { 0, 300, 900, 1200, 1500, 1800, 4200 }.Select(s => s * Second)];
        Workload workload = Build(times, [1, 2, 3, 4, 5, 6, 7]);
        double[] grid = new double[17];
        workload.ReadGrid(Counter.Cpu, 0, SimTime.Zero, Duration.FromMinutes(5), 0, grid);
        double no = double.NaN;
        Assert.That(grid, Is.EqualTo(new[] { 1, 2, 2, 3, 4, 5, 6, 6, 6, no, no, no, no, no, 7, no, no }));
    }

    [Test]
    public void A_finer_or_coarser_grid_reads_the_sample_in_force()
    {
        WorkloadBuilder builder = new();
        builder.AddSamples(builder.AddVm("a"), Counter.Cpu, SimTime.Zero, Duration.FromMinutes(5), [1, 2, 3, 4]);
        Workload workload = builder.Build();
        double[] fine = new double[8];
        workload.ReadGrid(Counter.Cpu, 0, SimTime.FromSeconds(100), Duration.FromSeconds(100), 0, fine);
        Assert.That(fine, Is.EqualTo(new double[] { 1, 1, 2, 2, 2, 3, 3, 3 }));
        double[] coarse = new double[3];
        workload.ReadGrid(Counter.Cpu, 0, SimTime.Zero, Duration.FromMinutes(10), 0, coarse);
        Assert.That(coarse, Is.EqualTo(new[] { 1, 3, double.NaN }));
    }

    [Test]
    public void Nothing_is_there_before_creation_or_after_deletion()
    {
        WorkloadBuilder builder = new();
        int vm = builder.AddVm("a");
        builder.SetLifetime(vm, new Lifetime(SimTime.FromSeconds(301), SimTime.FromSeconds(900), false, false));
        builder.AddSamples(vm, Counter.Cpu, SimTime.Zero, Duration.FromMinutes(5), [1, 2, 3, 4, 5]);
        double[] grid = new double[5];
        builder.Build().ReadGrid(Counter.Cpu, vm, SimTime.Zero, Duration.FromMinutes(5), 0, grid);
        Assert.That(grid, Is.EqualTo(new[] { double.NaN, double.NaN, 3, double.NaN, double.NaN }));
    }

    [Test]
    public void A_counter_that_a_VM_lacks_is_absent()
    {
        double[] grid = [1, 1];
        Build([0], [1]).ReadGrid(Counter.DiskRead, 0, SimTime.Zero, Duration.FromMinutes(5), 0, grid);
        Assert.That(grid, Is.All.NaN);
    }

    [Test]
    public void Reading_allocates_nothing()
    {
        Workload workload = Build([0, 300 * Second, 601 * Second], [1, 2, 3]);
        double[] grid = new double[100];
        workload.ReadGrid(Counter.Cpu, 0, SimTime.Zero, Duration.FromMinutes(5), 0, grid);
        long before = GC.GetAllocatedBytesForCurrentThread();
        workload.ReadGrid(Counter.Cpu, 0, SimTime.Zero, Duration.FromMinutes(5), 0, grid);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    [Test]
    public void It_equals_a_naive_reading_of_the_rule()
    {
        Gen<(long[] Gaps, long Start, long Step, long First)> cases =
            from gaps in Gen.Elements(300L, 300, 300, 299, 301, 600, 900, 1200, 3000, 150, 1).ListOf()
            from start in Gen.Elements(0L, 1, 14, 16, 150, 299, 1000)
            from step in Gen.Elements(300L, 60, 100, 600, 450, 86400)
            from first in Gen.Choose(-5, 20)
            select (gaps.ToArray(), start, step, (long)first);
        Prop.ForAll(cases.ToArbitrary(), c => EqualsNaive(c.Gaps, c.Start, c.Step, c.First)).QuickCheckThrowOnFailure();
    }

    private static bool EqualsNaive(long[] gaps, long start, long step, long first)
    {
        long[] times = new long[gaps.Length + 1];
        times[0] = start * Second;
        for (int i = 0; i < gaps.Length; i++)
        {
            times[i + 1] = times[i] + (gaps[i] * Second);
        }

        double[] values = [.. times.Select((_, i) => i % 5 == 3 ? double.NaN : i)];
        Workload workload = Build(times, values);
        double[] grid = new double[40];
        workload.ReadGrid(Counter.Cpu, 0, SimTime.FromSeconds(7), Duration.FromSeconds(step), first, grid);
        return grid.Select((value, k) => Same(value, Naive(workload, times, values, (7 + (step * (first + k))) * Second))).All(same => same);
    }

    private static bool Same(double left, double right) => BitConverter.DoubleToInt64Bits(left) == BitConverter.DoubleToInt64Bits(right);

    /// <summary>The rule as the documentation words it, one instant at a time.</summary>
    private static double Naive(Workload workload, long[] times, double[] values, long now)
    {
        decimal interval = workload.IntervalOf(0).Nanoseconds;
        decimal[] deviations = [.. times.Select(t => t - times[0] - (Math.Floor(((t - times[0]) / interval) + 0.5m) * interval)).Order()];
        decimal phase = times[0] + deviations[deviations.Length / 2];
        decimal nearest = Math.Floor((phase / interval) + 0.5m) * interval;
        phase = Math.Abs(phase - nearest) <= interval / 20 ? nearest : phase;
        decimal[] slots = [.. times.Select(t => phase + (Math.Floor(((t - phase) / interval) + 0.5m) * interval))];
        int latest = Array.FindLastIndex(slots, slot => slot <= now);
        bool alive = now >= workload.Created(0).Nanoseconds && now < workload.Deleted(0).Nanoseconds;
        return latest < 0 || !alive || now - slots[latest] >= 3 * interval ? double.NaN : values[latest];
    }

    private static Workload Build(long[] times, double[] values)
    {
        WorkloadBuilder builder = new();
        builder.AddSamples(builder.AddVm("a"), Counter.Cpu, times, values);
        return builder.Build();
    }
}
