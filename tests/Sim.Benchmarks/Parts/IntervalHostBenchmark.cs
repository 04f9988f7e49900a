using BenchmarkDotNet.Attributes;
using Sim.Benchmarks.Quick;

namespace Sim.Benchmarks.Parts;

/// <summary>Four hosts x 25 VMs x 288 steps of <c>interval-solver</c>: 28,800 VM-samples.</summary>
[MemoryDiagnoser]
public class IntervalHostBenchmark
{
    private readonly IntervalBatch _batch = new(4);

    [Benchmark]
    public double Replay() => _batch.Replay();
}
