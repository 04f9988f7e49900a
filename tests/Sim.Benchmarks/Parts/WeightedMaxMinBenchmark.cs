using BenchmarkDotNet.Attributes;
using Sim.Hosts.Cpu;

namespace Sim.Benchmarks.Parts;

/// <summary>One contended solve with floors and ceilings, by the number of VMs.</summary>
[MemoryDiagnoser]
public class WeightedMaxMinBenchmark
{
    private double[] _weights = [];
    private double[] _floors = [];
    private double[] _ceilings = [];
    private double[] _grants = [];
    private int[] _free = [];

    [Params(25, 100)]
    public int Vms { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        (_weights, _floors, _ceilings) = (new double[Vms], new double[Vms], new double[Vms]);
        (_grants, _free) = (new double[Vms], new int[Vms]);
        for (int v = 0; v < Vms; v++)
        {
            _weights[v] = 500 * (1 + (v % 4));
            _ceilings[v] = 1000 * FormulaDemand.At(v, 7);
            _floors[v] = v % 7 == 0 ? _ceilings[v] / 2 : 0;
        }
    }

    // Demand averages 300 a VM: two thirds of it make the VMs compete.
    [Benchmark]
    public double Solve()
    {
        WeightedMaxMin.Solve(200.0 * Vms, _weights, _floors, _ceilings, _grants, _free);
        return _grants[0];
    }
}
