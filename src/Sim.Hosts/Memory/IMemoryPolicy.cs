using System;
using Sim.Kernel.Plugins;

namespace Sim.Hosts.Memory;

/// <summary>Says how much machine memory each VM should have.</summary>
/// <remarks>Whether and how the difference is taken back is up to the ladder and the mechanisms.</remarks>
[PluginKind("memory-policies", "How much of a host's memory each VM should have when it is short.")]
public interface IMemoryPolicy
{
    /// <summary>Seconds simulated at which it will next set a target whatever the guests do; infinity: it goes by guests and host alone.</summary>
    double NextChange => double.PositiveInfinity;

    /// <summary>Begins on a host.</summary>
    void Start(MemoryHost host);

    /// <summary>Sets each VM's target in machine pages, at the end of each step.</summary>
    /// <param name="targets">By VM. Above what a VM has: it may grow. Comes in with the last targets.</param>
    /// <param name="seconds">Length of the step.</param>
    void Balance(Span<double> targets, double seconds);
}
