using System;

namespace Sim.Hosts.Interval;

/// <summary>What one host did, step by step: a reusable buffer of columns.</summary>
public sealed class HostSeries
{
    /// <summary>Columns for a run of that many steps.</summary>
    /// <param name="steps">Steps in the run.</param>
    /// <param name="memory">Whether memory is modelled.</param>
    public HostSeries(int steps, bool memory = false)
    {
        Memory = memory ? new MemorySeries(steps) : null;
        Vms = new int[steps];
        Vcpus = new int[steps];
        DemandMhz = new double[steps];
        GrantedMhz = new double[steps];
        ReadyPcpus = new double[steps];
        MemoryMib = new double[steps];
        PowerWatts = new double[steps];
    }

    /// <summary>VMs on the host, powered on or not.</summary>
    public int[] Vms { get; }

    /// <summary>vCPUs of the VMs that are powered on.</summary>
    public int[] Vcpus { get; }

    /// <summary>CPU that the VMs want, in MHz, before any limit.</summary>
    public double[] DemandMhz { get; }

    /// <summary>CPU that they get, in MHz.</summary>
    public double[] GrantedMhz { get; }

    /// <summary>vCPUs that are ready and wait, on average over the step.</summary>
    public double[] ReadyPcpus { get; }

    /// <summary>Memory configured for the VMs on the host, in MiB.</summary>
    public double[] MemoryMib { get; }

    /// <summary>What its memory did; null where that is not modelled.</summary>
    public MemorySeries? Memory { get; }

    /// <summary>Power in watts; NaN while the host is off.</summary>
    public double[] PowerWatts { get; }

    /// <summary>Sets every column to zero.</summary>
    public void Clear()
    {
        Array.Clear(Vms);
        Array.Clear(Vcpus);
        Array.Clear(DemandMhz);
        Array.Clear(GrantedMhz);
        Array.Clear(ReadyPcpus);
        Array.Clear(MemoryMib);
        Array.Clear(PowerWatts);
        Memory?.Clear();
    }
}
