using Sim.Kernel.Plugins;

namespace Sim.Hosts.Memory;

/// <summary>One way to get by with less memory: sharing, a balloon, compression, swap. A host has several, in an order.</summary>
/// <remarks>
/// It does its work through <see cref="MemoryHost.Pages"/>, lays its costs to account with <see cref="MemoryHost.ChargeScan"/>,
/// <see cref="MemoryHost.ChargeReclaim"/> and <see cref="MemoryHost.Charge"/>, and counts what it does.
/// </remarks>
[PluginKind("memory-mechanisms", "Ways to get by with less memory: sharing, balloons, compression, swap.")]
public interface IMemoryMechanism
{
    /// <summary>The state of the host from which on it takes memory away from VMs that are above their target.</summary>
    LadderState From { get; }

    /// <summary>Whether it gives the host a swap, so that a VM can pay for a page with one of its own.</summary>
    bool Swaps => false;

    /// <summary>Whether this VM can do so at the moment.</summary>
    bool SwapsFor(int vm) => Swaps;

    /// <summary>How long reading a page from its swap takes, exit included, in seconds; 0: as <see cref="MemoryCosts.SwapIn"/> says.</summary>
    double SwapInSeconds => 0;

    /// <summary>Begins on a host.</summary>
    void Start(MemoryHost host);

    /// <summary>What it does by itself during a step: scanning, reporting. What it may reclaim and release in a step is limited here too.</summary>
    void Advance(double seconds);

    /// <summary>Takes machine pages away from a VM.</summary>
    /// <param name="vm">Above its target, or lacking pages that it should not get (<see cref="MemoryHost.DeniedTo"/>), so that its guest must do without.</param>
    /// <param name="pages">Machine pages that should come free; 0 where there is only that lack.</param>
    /// <returns>How many came free; fewer where it has done what a step allows, or there is nothing to be had.</returns>
    double Reclaim(int vm, double pages);

    /// <summary>The VM is below its target: what was taken may go back.</summary>
    /// <param name="vm">The VM.</param>
    /// <param name="pages">Machine pages that it may have more.</param>
    /// <returns>How many pages it was given the right to.</returns>
    double Release(int vm, double pages);

    /// <summary>The end of a step, when all faults of it are known and nothing is settled: a device may turn out too slow for them.</summary>
    void Finish(double seconds)
    {
    }
}
