using System;
using Sim.Hosts;
using Sim.Hosts.Interval;

namespace Sim.Experiments.Recording;

/// <summary>Sums of all hosts, step by step.</summary>
internal sealed class ClusterSeries(int steps)
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
