using System;
using System.Collections.Generic;
using Sim.Hosts.Memory.Pages;
using Sim.Hosts.Memory.Translation;
using Sim.Kernel.Random;

namespace Sim.Hosts.Memory;

/// <summary>What the memory of a host is made of. Amounts are in pages.</summary>
public sealed record MemoryHostOptions
{
    /// <summary>Installed memory.</summary>
    public required double Installed { get; init; }

    /// <summary>What the hypervisor keeps for itself.</summary>
    public double Reserve { get; init; }

    /// <summary>NUMA nodes, each with the same part of the memory.</summary>
    public int Nodes { get; init; } = 1;

    /// <summary>Whether guests are backed with large pages where they can be.</summary>
    public bool LargePages { get; init; }

    /// <summary>The VMs.</summary>
    public required IReadOnlyList<MemoryClaim> Vms { get; init; }

    /// <summary>Resource pools, parents first.</summary>
    public IReadOnlyList<MemoryPool> Pools { get; init; } = [];

    /// <summary>What the hypervisor needs for each VM, by its claim.</summary>
    public Func<MemoryClaim, double> Overhead { get; init; } = _ => 0;

    /// <summary>How the pages are kept, given the machine pages that VMs can have.</summary>
    public required Func<double, MemoryHostOptions, IPageStore> Store { get; init; }

    /// <summary>How much each VM should have.</summary>
    public required IMemoryPolicy Policy { get; init; }

    /// <summary>Ways to get by with less, in the order in which they are tried.</summary>
    public required IReadOnlyList<IMemoryMechanism> Mechanisms { get; init; }

    /// <summary>When the host is short, given the machine pages that VMs can have.</summary>
    public required Func<double, MemoryLadder> Ladder { get; init; }

    /// <summary>What operations cost.</summary>
    public MemoryCosts Costs { get; init; } = new();

    /// <summary>How guest addresses are translated, and what that costs; null: nothing.</summary>
    public TranslationOptions? Translation { get; init; }

    /// <summary>Random numbers.</summary>
    public required RandomStreams Streams { get; init; }

    /// <summary>Whether to check the accounts after every step.</summary>
    public bool Verify { get; init; }
}
