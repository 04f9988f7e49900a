using System;

namespace Sim.Hosts.Interval;

/// <summary>Where an interval host gets what its VMs do with their memory from: a trace, or a formula in a test.</summary>
/// <remarks>Safe to call from several threads at once.</remarks>
public interface IMemoryDemand
{
    /// <summary>Fills both spans with one value a step.</summary>
    /// <param name="vm">The VM's index in the cluster.</param>
    /// <param name="firstStep">The step of the first value; step k is the instant start + k x step.</param>
    /// <param name="usedMib">Memory that the guest has in use, in MiB; NaN where the VM is powered off.</param>
    /// <param name="activeMib">Of that, its working set, in MiB.</param>
    void Read(int vm, long firstStep, Span<double> usedMib, Span<double> activeMib);
}
