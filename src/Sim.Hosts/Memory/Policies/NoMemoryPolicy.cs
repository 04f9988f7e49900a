using System;
using Sim.Kernel.Plugins;

namespace Sim.Hosts.Memory.Policies;

/// <summary>First come, first served: no VM has a target, so whoever touches a page first has it while there is one.</summary>
[Plugin("none", "First come, first served: nobody has a target.")]
public sealed class NoMemoryPolicy : IMemoryPolicy
{
    /// <inheritdoc/>
    public void Start(MemoryHost host)
    {
        // Targets are infinite from the start.
    }

    /// <inheritdoc/>
    public void Balance(Span<double> targets, double seconds) => targets.Fill(double.PositiveInfinity);
}
