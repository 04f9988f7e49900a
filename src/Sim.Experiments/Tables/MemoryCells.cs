using System;
using Sim.Clusters.Interval;
using Sim.Experiments.Recording;
using Sim.Hosts.Interval;
using Sim.Kernel.Results;

namespace Sim.Experiments.Tables;

/// <summary>Writes the cells that memory adds to a row, in the order of <see cref="MemoryMetrics"/>.</summary>
internal static class MemoryCells
{
    /// <summary>Those of a host or the cluster.</summary>
    public static void Write(IRowWriter writer, MemorySums sums)
    {
        foreach ((string _, Func<MemorySums, double> of) in MemoryMetrics.OfHosts)
        {
            writer.Real(of(sums));
        }
    }

    /// <summary>Those of a VM over the run.</summary>
    public static void Write(IRowWriter writer, VmMemory vm)
    {
        foreach ((string _, Func<VmMemory, double> of) in MemoryMetrics.OfVms)
        {
            writer.Real(of(vm));
        }
    }

    /// <summary>Those of a VM over some steps; NaN where it is off in all of them.</summary>
    public static void Write(IRowWriter writer, VmRecorder recorder, int row, int from, int to, double vcpuSeconds)
    {
        foreach ((string _, MemoryColumn column) in MemoryMetrics.OfVmSamples)
        {
            writer.Real(Mean(recorder.Memory(column, row)[from..to]));
        }

        double stalled = Mean(recorder.Memory(MemoryColumn.Stalled, row)[from..to]);
        double done = Mean(recorder.Memory(MemoryColumn.Done, row)[from..to]);
        writer.Real(stalled / vcpuSeconds * 100);
        writer.Real(done > 0 ? 1 + (stalled / done) : double.IsNaN(done) ? done : 1);
    }

    private static double Mean(ReadOnlySpan<double> values)
    {
        (double sum, int count) = (0, 0);
        foreach (double value in values)
        {
            (sum, count) = double.IsNaN(value) ? (sum, count) : (sum + value, count + 1);
        }

        return count > 0 ? sum / count : double.NaN;
    }
}
