using System;
using Sim.Hosts.Interval;

namespace Sim.Experiments.Recording;

/// <summary>Memory of a host, or of all hosts together, added up over some steps.</summary>
internal sealed class MemorySums(double stepSeconds)
{
    private readonly double[] _sums = new double[MemorySeries.HostColumns];

    /// <summary>Steps counted; of a host, those in which it is on.</summary>
    public int Steps { get; private set; }

    /// <summary>Steps times hosts that are on.</summary>
    public double HostSteps { get; private set; }

    /// <summary>Steps times vCPUs of VMs that are powered on.</summary>
    public double VcpuSteps { get; private set; }

    /// <summary>The length of a step.</summary>
    public double StepSeconds => stepSeconds;

    /// <summary>A host, from one step up to another.</summary>
    public static MemorySums Of(HostSeries series, int from, int to, double stepSeconds)
    {
        MemorySums sums = new(stepSeconds);
        for (int step = from; step < to; step++)
        {
            if (!double.IsNaN(series.PowerWatts[step]))
            {
                sums.Steps++;
                sums.HostSteps++;
                sums.VcpuSteps += series.Vcpus[step];
                sums._sums[(int)MemoryColumn.Free] += series.Memory![MemoryColumn.Free][step];
            }
        }

        for (int column = 0; column < MemorySeries.HostColumns; column++)
        {
            sums._sums[column] += (MemoryColumn)column == MemoryColumn.Free ? 0 : Total(series.Memory![(MemoryColumn)column], from, to);
        }

        return sums;
    }

    /// <summary>All hosts, from one step up to another.</summary>
    public static MemorySums Of(ClusterSeries cluster, int from, int to, double stepSeconds)
    {
        MemorySums sums = new(stepSeconds) { Steps = to - from };
        for (int step = from; step < to; step++)
        {
            sums.HostSteps += cluster.HostsOn[step];
            sums.VcpuSteps += cluster.Vcpus[step];
        }

        for (int column = 0; column < MemorySeries.HostColumns; column++)
        {
            sums._sums[column] = Total(cluster.Memory[column], from, to);
        }

        return sums;
    }

    /// <summary>Sum of a column over the steps.</summary>
    public double Sum(MemoryColumn column) => _sums[(int)column];

    /// <summary>Its mean over the steps.</summary>
    public double Mean(MemoryColumn column) => Steps > 0 ? _sums[(int)column] / Steps : 0;

    /// <summary>Part of the hosts' time that they spent in a state, in percent.</summary>
    public double StatePct(MemoryColumn state) => HostSteps > 0 ? _sums[(int)state] / HostSteps * 100 : 0;

    private static double Total(double[] column, int from, int to)
    {
        double sum = 0;
        foreach (double value in column.AsSpan(from..to))
        {
            sum += value;
        }

        return sum;
    }
}
