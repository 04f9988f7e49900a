using System;
using System.Collections.Generic;
using System.Linq;
using Sim.Kernel.Measures;
using Sim.Kernel.Random;

namespace Sim.Benchmarks.Kernel;

/// <summary>M/M/1 at 80 % load with a million customers, in one of the two styles, beside Lindley's recursion on the same draws.</summary>
internal sealed class Mm1Queue(string name, bool processes) : IQuickBenchmark
{
    private const long Customers = 1_000_000;
    private const int Rounds = 5;

    public string Name => name;

    public IEnumerable<QuickRow> Run()
    {
        double ours = double.PositiveInfinity;
        double lindley = double.PositiveInfinity;
        for (int round = 0; round < Rounds; round++)
        {
            ours = Math.Min(ours, Cost.CpuSeconds(() => Waits(Customers)));
            lindley = Math.Min(lindley, Cost.CpuSeconds(() => Lindley(Customers)));
        }

        string checksum = Text.Of($"mean wait {Waits(Customers).Mean:F3} ns");
        yield return new QuickRow(name, Customers / ours, "customers/s", "lindley-recursion", Customers / lindley, checksum);
        yield return new QuickRow(name, Customers / ours, "customers/s", "SimPy-2.3", SimPy.Mm1Rate(), "");
        long[] allocated = [.. new[] { 1, 2 }.Select(millions => Allocated(millions * Customers))];
        yield return new QuickRow(
            name + "-allocated", (double)(allocated[1] - allocated[0]) / Customers, "B/customer", "", double.NaN, Text.Of($"{allocated[0]} B of the model and its growth in the first million"));
    }

    public TinyCheck Tiny() => new(Text.Of($"{Waits(5000).Mean:F3}"), Text.Of($"{Lindley(5000).Mean:F3}"));

    private Tally Waits(long customers) => processes ? ProcessStyleMm1.Run(customers).Waits : EventStyleMm1.Run(customers).Waits;

    private long Allocated(long customers)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Waits(customers);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    // The next customer waits as long as this one, and is served, less the gap between them: D. V. Lindley, 1952.
    private static Tally Lindley(long customers)
    {
        RandomStreams streams = new(1);
        (RandomStream gaps, RandomStream services) = (streams["mm1/gaps"], streams["mm1/services"]);
        Tally waits = new();
        _ = gaps.NextExponential(EventStyleMm1.MeanGap);
        long wait = 0;
        for (long i = 0; i < customers; i++)
        {
            waits.Add(wait);
            wait += (long)services.NextExponential(EventStyleMm1.MeanService) - (long)gaps.NextExponential(EventStyleMm1.MeanGap);
            wait = Math.Max(0, wait);
        }

        return waits;
    }
}
