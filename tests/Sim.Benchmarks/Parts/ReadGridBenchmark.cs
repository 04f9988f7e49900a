using BenchmarkDotNet.Attributes;
using Sim.Kernel.Quantities;
using Sim.Traces;
using Sim.Traces.Synthesis;

namespace Sim.Benchmarks.Parts;

/// <summary>Decodes a day of one VM's samples, by how they are kept and whether the steps are those of the trace.</summary>
[MemoryDiagnoser]
public class ReadGridBenchmark
{
    private readonly double[] _day = new double[288];
    private Workload _workload = null!;

    /// <summary>0 decimals are kept in one byte, 2 in two.</summary>
    [Params(0, 2)]
    public int Decimals { get; set; }

    [Params(5, 4)]
    public int StepMinutes { get; set; }

    [GlobalSetup]
    public void Setup() => _workload = TraceGenerator.Generate(
        new TraceGeneratorOptions { Vms = 100, Span = Duration.FromHours(48), Decimals = Decimals });

    [Benchmark]
    public double Read()
    {
        _workload.ReadGrid(Counter.Cpu, 17, SimTime.Zero, Duration.FromMinutes(StepMinutes), 100, _day);
        return _day[0];
    }
}
