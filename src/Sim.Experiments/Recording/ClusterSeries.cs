using System;
using System.Linq;
using Sim.Hosts;
using Sim.Hosts.Interval;

namespace Sim.Experiments.Recording;

/// <summary>Sums of all hosts, step by step.</summary>
internal sealed class ClusterSeries(int steps, bool memory)
{
    public double[] HostsOn { get; } = new double[steps];

    public double[] Vms { get; } = new double[steps];

    public double[] Vcpus { get; } = new double[steps];

    public double[] CapacityMhz { get; } = new double[steps];

    public double[] CapacityMib { get; } = new double[steps];

    public double[] DemandMhz { get; } = new double[steps];

    public double[] GrantedMhz { get; } = new double[steps];

    public double[] ReadyPcpus { get; } = new double[steps];

    public double[] PowerWatts { get; } = new double[steps];

    public double[] MemoryMib { get; } = new double[steps];

    /// <summary>What is measured of memory, by <see cref="MemoryColumn"/>; none where memory is not modelled.</summary>
    public double[][] Memory { get; } = memory ? [.. Enumerable.Range(0, MemorySeries.HostColumns).Select(_ => new double[steps])] : [];

    /// <summary>Adds a host.</summary>
    public void Add(HostSpec host, HostSeries series)
    {
        double mhz = host.CapacityMhz;
        double mib = host.Memory.Mebibytes;
        for (int step = 0; step < HostsOn.Length; step++)
        {
            if (double.IsNaN(series.PowerWatts[step]))
            {
                continue;
            }

            HostsOn[step]++;
            CapacityMhz[step] += mhz;
            CapacityMib[step] += mib;
            PowerWatts[step] += series.PowerWatts[step];
            Vms[step] += series.Vms[step];
            Vcpus[step] += series.Vcpus[step];
            DemandMhz[step] += series.DemandMhz[step];
            GrantedMhz[step] += series.GrantedMhz[step];
            ReadyPcpus[step] += series.ReadyPcpus[step];
            MemoryMib[step] += series.MemoryMib[step];
        }

        for (int column = 0; column < Memory.Length; column++)
        {
            AddMemory(Memory[column], series.Memory![(MemoryColumn)column], series.PowerWatts);
        }
    }

    private static void AddMemory(double[] sum, double[] column, double[] watts)
    {
        for (int step = 0; step < sum.Length; step++)
        {
            sum[step] += double.IsNaN(watts[step]) ? 0 : column[step];
        }
    }

    /// <summary>The mean of a column over some steps.</summary>
    public static double Mean(ReadOnlySpan<double> column, int from, int to)
    {
        double sum = 0;
        foreach (double value in column[from..to])
        {
            sum += value;
        }

        return to > from ? sum / (to - from) : 0;
    }
}
