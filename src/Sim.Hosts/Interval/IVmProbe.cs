using System;

namespace Sim.Hosts.Interval;

/// <summary>Sees each VM's numbers block by block while a host is replayed: for sample tables and time lines.</summary>
public interface IVmProbe
{
    /// <summary>One VM's values for consecutive steps. The spans are the host's buffers: copy what is kept.</summary>
    /// <param name="vm">The VM's index in the cluster.</param>
    /// <param name="firstStep">The step of the first value.</param>
    /// <param name="demandMhz">CPU wanted.</param>
    /// <param name="grantedMhz">CPU got.</param>
    /// <param name="readyPct">Ready time in percent of the time of one vCPU.</param>
    /// <param name="cappedPct">Time held by the limit in percent of the time of one vCPU.</param>
    void Observe(
        int vm,
        int firstStep,
        ReadOnlySpan<double> demandMhz,
        ReadOnlySpan<double> grantedMhz,
        ReadOnlySpan<double> readyPct,
        ReadOnlySpan<double> cappedPct);

    /// <summary>What one VM's memory did in a step in which it was powered on; comes before the step's other values.</summary>
    /// <param name="vm">The VM's index in the cluster.</param>
    /// <param name="step">The step.</param>
    /// <param name="values">By <see cref="MemoryColumn"/>, the first <see cref="MemorySeries.VmColumns"/>; the host's buffer: copy what is kept.</param>
    void ObserveMemory(int vm, int step, ReadOnlySpan<double> values)
    {
    }
}
