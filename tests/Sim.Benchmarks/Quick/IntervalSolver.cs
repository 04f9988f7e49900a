using System.Collections.Generic;

namespace Sim.Benchmarks.Quick;

/// <summary>The interval host on 1,000 hosts x 25 VMs, one thread; the reference only reads the demand.</summary>
internal sealed class IntervalSolver : IQuickBenchmark
{
    private const int Hosts = 1000;
    private const int Rounds = 7;

    // Found by this benchmark on 2026-11-23; WeightedMaxMinTests and IntervalHostTests say that such grants are right.
    private const string TinyGranted = "12105083.5 MHz";

    public string Name => "interval-solver";

    public IEnumerable<QuickRow> Run()
    {
        IntervalBatch batch = new(Hosts);
        double samples = (double)Hosts * IntervalBatch.VmsPerHost * IntervalBatch.Steps;
        double solving = Cost.CpuSeconds(Rounds, () => batch.Replay());
        double read = 0;
        double reading = Cost.CpuSeconds(Rounds, () => read = ReadOnly());
        yield return new QuickRow(
            Name, samples / solving, "VM-samples/s", "demand-read-only", samples / reading, Text.Of($"{batch.Replay():G12} MHz, read {read:G6}"));
    }

    public TinyCheck Tiny() => new(Text.Of($"{new IntervalBatch(4).Replay():G12} MHz"), TinyGranted);

    private static double ReadOnly()
    {
        FormulaDemand demand = new();
        double[] block = new double[96];
        double sum = 0;
        for (int v = 0; v < Hosts * IntervalBatch.VmsPerHost; v++)
        {
            for (int first = 0; first < IntervalBatch.Steps; first += block.Length)
            {
                demand.Read(v, first, block);
                sum += block[0];
            }
        }

        return sum;
    }
}
