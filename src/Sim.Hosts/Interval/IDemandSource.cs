using System;

namespace Sim.Hosts.Interval;

/// <summary>Where an interval host gets the demand of its VMs from: a trace, or a formula in a test.</summary>
/// <remarks>Safe to call from several threads at once.</remarks>
public interface IDemandSource
{
    /// <summary>Fills <paramref name="into"/> with CPU demand as a fraction of the VM's size, one value a step.</summary>
    /// <param name="vm">The VM's index in the cluster.</param>
    /// <param name="firstStep">The step of the first value; step k is the instant start + k x step.</param>
    /// <param name="into">The result; NaN where the VM is powered off or the trace is silent. May exceed 1.</param>
    void Read(int vm, long firstStep, Span<double> into);
}
