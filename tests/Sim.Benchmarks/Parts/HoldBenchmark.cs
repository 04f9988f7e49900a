using BenchmarkDotNet.Attributes;
using Sim.Benchmarks.Kernel;
using Sim.Kernel.Events;

namespace Sim.Benchmarks.Parts;

/// <summary>The hold model, per event; the allocation column is the point.</summary>
[MemoryDiagnoser]
public class HoldBenchmark
{
    private const int Events = 1_000_000;
    private SimulationHold _ladder = null!;
    private SimulationHold _heap = null!;
    private ProcessHold _processes = null!;
    private PriorityQueueHold _reference = null!;

    [Params(1_000, 100_000, 1_000_000)]
    public int Pending { get; set; }

    [Params("exponential", "bimodal", "pareto", "equal")]
    public string Kind { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        long[] increments = Increments.Of(Kind);
        _ladder = new SimulationHold(Pending, increments, new Simulation(new RadixLadder()));
        _heap = new SimulationHold(Pending, increments, new Simulation(new QuaternaryHeap()));
        _processes = new ProcessHold(Pending, increments);
        _reference = new PriorityQueueHold(Pending, increments);
    }

    [Benchmark(OperationsPerInvoke = Events)]
    public void Ladder() => _ladder.Run(Events);

    [Benchmark(OperationsPerInvoke = Events)]
    public void Heap() => _heap.Run(Events);

    [Benchmark(OperationsPerInvoke = Events)]
    public void Processes() => _processes.Run(Events);

    [Benchmark(Baseline = true, OperationsPerInvoke = Events)]
    public void PriorityQueue() => _reference.Run(Events);
}
