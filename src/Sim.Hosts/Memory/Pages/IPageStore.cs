using Sim.Hosts.Memory.Guests;
using Sim.Kernel.Random;

namespace Sim.Hosts.Memory.Pages;

/// <summary>The pages of a host's VMs: where each is, who shares it, and what moves it.</summary>
/// <remarks>
/// Two fidelities: <c>StatisticalPages</c> keeps sums by class and heat, for thousands of hosts;
/// <c>ExactPages</c> keeps every page with its identity and content, for hosts of up to 64 GiB. Mechanisms and
/// policies need not know which. Amounts are in pages of 4 KiB. Nothing here decides: that is what mechanisms and policies do.
/// A store never gives out more than <see cref="Free"/>.
/// </remarks>
public interface IPageStore
{
    /// <summary>How many VMs there are.</summary>
    int Vms { get; }

    /// <summary>Machine pages that VMs can have: the host's less what the hypervisor and the VMs' overhead take.</summary>
    double Machine { get; }

    /// <summary>Machine pages that nobody has.</summary>
    double Free { get; }

    /// <summary>Machine pages that several guest pages map.</summary>
    double SharedCommon { get; }

    /// <summary>Where the pages of a VM are.</summary>
    VmPages Of(int vm);

    /// <summary>A VM's guest runs for a while: touches what it uses, reads in what it misses, overwrites what was shared.</summary>
    /// <param name="vm">The VM.</param>
    /// <param name="use">What it does; more than the balloon leaves it, and its kernel reclaims from itself.</param>
    /// <param name="seconds">Wall time.</param>
    /// <returns>The faults. <see cref="GuestFaults.Unmet"/> is above zero where the free machine pages ran out.</returns>
    GuestFaults Run(int vm, in GuestUse use, double seconds);

    /// <summary>Says how many machine pages a VM may hold. What it needs beyond that it pays for, or must go without.</summary>
    /// <param name="vm">The VM.</param>
    /// <param name="pages">Machine pages.</param>
    /// <param name="swaps">Whether it pays by pages of its own that go to the host's swap; else the rest is <see cref="GuestFaults.Unmet"/>.</param>
    void Allow(int vm, double pages, bool swaps);

    /// <summary>The VM is powered off: all it has becomes free.</summary>
    void Clear(int vm);

    /// <summary>The balloon takes pages: first what the guest has free, then its clean and dirty cache, then what it swaps.</summary>
    /// <returns>Where they came from; less than asked for where the guest has no more.</returns>
    GuestReclaim Inflate(int vm, double pages);

    /// <summary>The balloon gives pages back to the guest, untouched.</summary>
    /// <returns>How many: at most what it has.</returns>
    double Deflate(int vm, double pages);

    /// <summary>Gives back pages that are free in the guest: free page reporting, or a balloon that is let go at once.</summary>
    /// <returns>Machine pages that came free.</returns>
    double Report(int vm, double pages);

    /// <summary>Swaps out pages chosen at random among those granted and not shared.</summary>
    /// <returns>How many: all of them come free.</returns>
    double SwapOut(int vm, double pages);

    /// <summary>Compresses pages chosen at random among those granted and not shared, two into a page, until the VM's cache is full.</summary>
    /// <param name="vm">The VM.</param>
    /// <param name="pages">How many to try.</param>
    /// <param name="most">Size of the VM's cache, in compressed pages. Beyond it, the oldest go to the host's swap.</param>
    /// <returns>Tried, kept and evicted to swap.</returns>
    CompressionOutcome Compress(int vm, double pages, double most);

    /// <summary>Breaks large pages into small ones, which can then be shared.</summary>
    /// <returns>Small pages that came of it.</returns>
    double BreakLarge(int vm, double pages);

    /// <summary>How many of so many pages, chosen at random at the beginning of the last run, the guest has touched in it.</summary>
    int CountTouched(int vm, int samples, RandomStream draw);

    /// <summary>Checks that every page is in one place and every machine page accounted for.</summary>
    /// <exception cref="Sim.Kernel.InvariantException">It is not.</exception>
    void Verify();
}
