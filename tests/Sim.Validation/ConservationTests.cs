using System.Collections.Generic;
using NUnit.Framework;
using Sim.Kernel.Quantities;
using Sim.Traces;

namespace Sim.Validation;

/// <summary>A run must want exactly what its trace says: the whole Bitbrains week, jitter, gaps and resizes included.</summary>
[TestFixture]
internal sealed class ConservationTests
{
    [Test]
    public void TheRunsDemandIsTheTracesIntegral()
    {
        string path = Repository.Shared("traces/bitbrains/bitbrains-rnd-20130805-7d.tar.gz");
        Workload trace = TraceReader.Read(path, new TraceOptions { Counters = [Counter.Cpu, Counter.CpuCapacity] });
        double mhzSeconds = 0;
        for (int vm = 0; vm < trace.VmCount; vm++)
        {
            mhzSeconds += trace.Has(Counter.Cpu, vm) ? Integral(trace, vm) : 0;
        }

        OrderedDictionary<string, double> summary = Repository.Run("bitbrains-week.yaml");
        const double CoreMhz = 2500;
        Validated.Near(
            "bitbrains-demand", mhzSeconds / CoreMhz / 3600, summary["cpu_demand_core_h"], 0.2, "sum over raw samples of MHz x 300 s");
    }

    private static double Integral(Workload trace, int vm)
    {
        double[] percent = trace.Samples(Counter.Cpu, vm);
        double[] capacity = trace.Samples(Counter.CpuCapacity, vm);
        double sum = 0;
        for (int i = 0; i < percent.Length; i++)
        {
            double mhz = percent[i] / 100 * capacity[i];
            sum += double.IsNaN(mhz) ? 0 : mhz * Duration.FromMinutes(5).Seconds;
        }

        return sum;
    }
}
