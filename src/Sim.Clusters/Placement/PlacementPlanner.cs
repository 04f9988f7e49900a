using System;
using System.Collections.Generic;
using System.Linq;
using Sim.Hosts;
using Sim.Hosts.Interval;
using Sim.Kernel;

namespace Sim.Clusters.Placement;

/// <summary>
/// Walks through arrivals and ends in order of time and lets the policy place each VM. In one step ends come before
/// arrivals, so that what a VM leaves can be taken at once.
/// </summary>
/// <remarks>A VM that fits nowhere is turned away for good and named in <see cref="PlacementPlan.Unplaced"/>.</remarks>
public static class PlacementPlanner
{
    /// <summary>Plans the whole run.</summary>
    /// <param name="hosts">The hosts in the order in which policies look at them.</param>
    /// <param name="arrivals">The VMs in the order of the workload.</param>
    /// <param name="vmCount">VMs in the cluster: indexes in <paramref name="arrivals"/> are below it.</param>
    /// <param name="policy">Picks the hosts.</param>
    /// <param name="rules">What a host may promise.</param>
    public static PlacementPlan Plan(
        IReadOnlyList<HostSpec> hosts,
        IReadOnlyList<VmArrival> arrivals,
        int vmCount,
        IPlacementPolicy policy,
        PlacementRules rules)
    {
        ArgumentNullException.ThrowIfNull(hosts);
        ArgumentNullException.ThrowIfNull(arrivals);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(rules);
        HostLedger ledger = new(hosts, rules);
        List<Residency>[] stays = [.. hosts.Select(_ => new List<Residency>())];
        int[] hostOf = new int[vmCount];
        Array.Fill(hostOf, -1);
        List<Unplaced> unplaced = [];
        int[] starts = InOrder(arrivals, rules.LargestFirst);
        int[] ends = [.. Enumerable.Range(0, arrivals.Count).OrderBy(i => arrivals[i].EndStep).ThenBy(i => i)];
        int end = 0;
        foreach (int start in starts)
        {
            VmArrival arrival = arrivals[start];
            for (; arrivals[ends[end]].EndStep <= arrival.FirstStep; end++)
            {
                VmRequest gone = arrivals[ends[end]].Request;
                if (hostOf[gone.Vm] >= 0)
                {
                    ledger.Release(gone, hostOf[gone.Vm]);
                }
            }

            int host = policy.Choose(arrival.Request, ledger);
            if (host < 0)
            {
                unplaced.Add(new Unplaced(arrival.Request.Vm, arrival.FirstStep, Why(arrival.Request, ledger)));
                continue;
            }

            ledger.Commit(arrival.Request, host);
            hostOf[arrival.Request.Vm] = host;
            stays[host].Add(new Residency(arrival.Request.Vm, arrival.FirstStep, arrival.EndStep));
        }

        return new PlacementPlan(stays, hostOf, unplaced);
    }

    private static int[] InOrder(IReadOnlyList<VmArrival> arrivals, bool largestFirst)
    {
        IOrderedEnumerable<int> byTime = Enumerable.Range(0, arrivals.Count).OrderBy(i => arrivals[i].FirstStep);
        return largestFirst
            ? [.. byTime.ThenByDescending(i => Size(arrivals[i].Request)).ThenBy(i => i)]
            : [.. byTime.ThenBy(i => i)];
    }

    private static double Size(in VmRequest request) => request.Vcpus * (double.IsNaN(request.SpeedMhz) ? 1 : request.SpeedMhz);

    // The obstacle that the most hosts share, worded for the user.
    private static string Why(in VmRequest request, HostLedger ledger)
    {
        int[] counts = new int[Enum.GetValues<Obstacle>().Length];
        for (int host = 0; host < ledger.Count; host++)
        {
            counts[(int)ledger.ObstacleTo(request, host)]++;
        }

        int worst = Array.IndexOf(counts, counts.Max());
        string what = (Obstacle)worst switch
        {
            Obstacle.Vcpus => "more vCPUs than logical CPUs",
            Obstacle.CoreSpeed => "vCPU faster than the cores",
            Obstacle.Cpu => "too little CPU left",
            Obstacle.Memory => "too little memory left",
            Obstacle.Reservation => "too little CPU left to reserve",
            Obstacle.MemoryReservation => "too little memory left to reserve",
            _ => throw new InvariantException("a VM was turned away although a host fits"),
        };
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{what} on {counts[worst]} of {ledger.Count} hosts");
    }
}
