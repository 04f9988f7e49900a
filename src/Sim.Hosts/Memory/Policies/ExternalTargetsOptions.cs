using System.Collections.Generic;
using Sim.Kernel.Plugins;

namespace Sim.Hosts.Memory.Policies;

/// <summary>Options of <see cref="ExternalTargets"/>.</summary>
public sealed record ExternalTargetsOptions
{
    /// <summary>What a VM has that no entry names.</summary>
    [Key("part", "Part of its size that a VM should have while no entry says otherwise.", Min = 0, Max = 1)]
    public double Part { get; init; } = 1;

    /// <summary>The entries.</summary>
    [Key("targets", "How much memory VMs should have, and from when on. Of entries for the same time the last counts.")]
    public IReadOnlyList<ExternalTarget> Targets { get; init; } = [];
}
