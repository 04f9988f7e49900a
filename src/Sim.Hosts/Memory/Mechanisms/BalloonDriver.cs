using System;
using Sim.Hosts.Memory.Guests;
using Sim.Hosts.Memory.Pages;

namespace Sim.Hosts.Memory.Mechanisms;

/// <summary>The balloon drivers in a host's guests: takes and gives pages at a bounded rate, and lays the costs to account.</summary>
/// <remarks>
/// Costs (models.md B6): the exits and unmapping of each page are the hypervisor's work and stop the vCPU that the driver runs
/// on; what the guest's kernel does to find pages beyond its free list is the guest's. Writing dirty cache and guest swap
/// costs CPU time only, since nobody waits for it; a page that the host had swapped out is read in first, and the guest waits.
/// </remarks>
internal sealed class BalloonDriver(MemoryHost host)
{
    private const int MostSteps = 16; // of finding out how many pages free one

    private readonly double[] _budget = new double[host.Vms.Count];

    /// <summary>Whether a VM has a driver and is on.</summary>
    public bool IsIn(int vm) => host.IsOn(vm) && host.Vms[vm].Guest.HasBalloonDriver;

    /// <summary>Sets how many pages each driver may move from now on.</summary>
    public void Refill(double pages) => Array.Fill(_budget, pages);

    /// <summary>What a balloon holds that follows its VM's target: all that the VM should not have.</summary>
    public double Wanted(int vm) => Math.Max(0, host.Vms[vm].Size - Math.Min(host.TargetOf(vm), host.Vms[vm].Limit));

    /// <summary>Takes guest pages until so many machine pages came free, or need not be given out since the guest can no longer ask for them.</summary>
    /// <param name="vm">A VM with a driver.</param>
    /// <param name="pages">Machine pages.</param>
    /// <param name="room">Guest pages that the balloon may still take.</param>
    /// <returns>Machine pages that came free.</returns>
    public double Free(int vm, double pages, double room)
    {
        double freed = 0;
        double ask = pages;
        double unmet = host.FaultsOf(vm).Unmet;
        double left = pages;
        for (int step = 0; step < MostSteps && left > 1e-6 && room > 0; step++)
        {
            GuestReclaim got = Inflate(vm, Math.Min(ask, room));
            if (got.Taken <= 0)
            {
                break;
            }

            room -= got.Taken;
            freed += got.Freed;
            left = pages - freed - (unmet - Math.Min(unmet, host.Pages.Of(vm).Untouched));
            ask = Next(vm, left, got.Freed / got.Taken);
        }

        return freed;
    }

    /// <summary>Takes so many guest pages, or as many as the rate allows.</summary>
    /// <returns>Where they came from.</returns>
    public GuestReclaim Inflate(int vm, double pages)
    {
        GuestReclaim got = host.Pages.Inflate(vm, Math.Min(pages, _budget[vm]));
        if (got.Taken <= 0)
        {
            return got;
        }

        _budget[vm] -= got.Taken;
        MemoryCosts costs = host.Costs;
        double written = got.DirtyCache + got.Swapped;
        double exits = got.Taken * costs.BalloonPage.Seconds;
        host.CountBallooned(vm, got);
        host.ChargeReclaim(exits);
        host.Charge(vm, new MemoryStalls
        {
            Balloon = exits + ((got.CleanCache + written) * costs.Reclaim.Seconds) + (written * costs.SwapOut.Seconds),
            Swap = got.DoublePaged * host.SwapInSeconds,
        });
        return got;
    }

    /// <summary>Gives guest pages back, as many as the rate allows.</summary>
    /// <returns>How many.</returns>
    public double Deflate(int vm, double pages)
    {
        double given = host.Pages.Deflate(vm, Math.Min(pages, _budget[vm]));
        double exits = given * host.Costs.BalloonPage.Seconds;
        _budget[vm] -= given;
        host.ChargeReclaim(exits);
        host.Charge(vm, new MemoryStalls { Balloon = exits });
        return given;
    }

    // Of its free list a guest also gives pages that nothing backs, so more must be taken; of pages in use, nearly all are backed.
    private double Next(int vm, double pages, double freedPerPage)
    {
        VmPages now = host.Pages.Of(vm);
        double free = Math.Max(0, now.Size - now.Ballooned - host.UseOf(vm).Used);
        return free < 1 ? pages : Math.Min(free, freedPerPage > 0 ? pages / freedPerPage : free);
    }
}
