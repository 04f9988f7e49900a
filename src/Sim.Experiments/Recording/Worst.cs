using System;
using System.Collections.Generic;
using System.Linq;
using Sim.Clusters.Interval;
using Sim.Clusters.Placement;
using Sim.Experiments.Building;
using Sim.Experiments.Tables;
using Sim.Hosts;
using Sim.Hosts.Interval;
using Sim.Kernel.Results;

namespace Sim.Experiments.Recording;

/// <summary>
/// Finds the VMs and hosts that fared worst and writes their time lines, by replaying their hosts once more: cheaper than
/// keeping every VM's series.
/// </summary>
internal sealed class Worst : IHostObserver
{
    private const int MostPoints = 1000;

    private readonly ClusterModel _model;
    private readonly Buckets _buckets;
    private readonly OrderedDictionary<int, List<(int Vm, HostMean[] Means)>> _vms = [];
    private readonly OrderedDictionary<int, HostMean[]> _hosts = [];

    private Worst(ClusterModel model, int recordSteps)
    {
        _model = model;
        _buckets = Buckets.AtMost(model.Rules.Steps, recordSteps, MostPoints);
    }

    /// <summary>The VMs with the most ready time, worst first; ties by the larger peak, then the workload's order.</summary>
    public static int[] RankVms(VmTotals[] vms, int count) =>
    [
        .. Enumerable.Range(0, vms.Length)
            .Where(vm => vms[vm].Steps > 0)
            .OrderByDescending(vm => vms[vm].ReadyPct / vms[vm].Steps)
            .ThenByDescending(vm => vms[vm].ReadyPctMax)
            .ThenByDescending(vm => vms[vm].DemandMhz)
            .ThenBy(vm => vm)
            .Take(count),
    ];

    /// <summary>The hosts with the most ready time, worst first; ties by the higher utilisation, then the hosts' order.</summary>
    public static int[] RankHosts(HostRow[] hosts, int count) =>
    [
        .. Enumerable.Range(0, hosts.Length)
            .Where(host => hosts[host].VmsMax > 0)
            .OrderByDescending(host => hosts[host].ReadyPct)
            .ThenByDescending(host => hosts[host].UtilisationPct)
            .ThenBy(host => host)
            .Take(count),
    ];

    /// <summary>Replays the hosts of the worst and writes <c>worst_vms</c> and <c>worst_hosts</c>.</summary>
    public static void Write(
        ClusterModel model, PlacementPlan plan, Collector collector, ReplayOptions options, IVmLabels labels, int count, int recordSteps, IResultSink sink)
    {
        int[] vms = RankVms(collector.Vms, count);
        int[] hosts = RankHosts(collector.Hosts, count);
        Worst worst = new(model, recordSteps);
        foreach (int vm in vms)
        {
            worst._vms.TryAdd(plan.HostOf[vm], []);
            worst._vms[plan.HostOf[vm]].Add((vm, new HostMean[worst._buckets.Count]));
        }

        foreach (int host in hosts)
        {
            worst._hosts.Add(host, new HostMean[worst._buckets.Count]);
        }

        int[] replayed = [.. worst._vms.Keys.Union(worst._hosts.Keys).Order()];
        ClusterReplay.Run(model, plan, options with { RecordVms = true, Progress = null }, worst, replayed);
        worst.WriteVms(vms, plan, labels, sink);
        worst.WriteHosts(hosts, sink);
    }

    /// <inheritdoc/>
    public void Observe(in HostOutcome outcome)
    {
        HostSpec host = _model.Hosts[outcome.Host];
        if (_hosts.TryGetValue(outcome.Host, out HostMean[]? means))
        {
            for (int bucket = 0; bucket < means.Length; bucket++)
            {
                means[bucket] = HostMean.Of(host, outcome.Series, _buckets.Start(bucket), _buckets.End(bucket));
            }
        }

        if (_vms.TryGetValue(outcome.Host, out List<(int Vm, HostMean[] Means)>? wanted))
        {
            foreach ((int vm, HostMean[] line) in wanted)
            {
                Fill(outcome, RowOf(outcome.Stays, vm), line);
            }
        }
    }

    private static int RowOf(IReadOnlyList<Residency> stays, int vm)
    {
        int row = 0;
        while (stays[row].Vm != vm)
        {
            row++;
        }

        return row;
    }

    private void Fill(in HostOutcome outcome, int row, HostMean[] line)
    {
        Residency stay = outcome.Stays[row];
        for (int bucket = 0; bucket < line.Length; bucket++)
        {
            int from = Math.Max(stay.FirstStep, _buckets.Start(bucket));
            int to = Math.Min(stay.EndStep, _buckets.End(bucket));
            line[bucket] = from >= to ? default : new HostMean(
                to - from,
                1,
                ClusterSeries.Mean(outcome.Vms!.DemandMhz(row), from, to),
                ClusterSeries.Mean(outcome.Vms.GrantedMhz(row), from, to),
                0,
                ClusterSeries.Mean(outcome.Vms.ReadyPct(row), from, to),
                0);
        }
    }

    private void WriteVms(int[] ranked, PlacementPlan plan, IVmLabels labels, IResultSink sink)
    {
        using IRowWriter writer = sink.Open(Schemas.WorstVms);
        for (int rank = 0; rank < ranked.Length; rank++)
        {
            HostMean[] line = _vms[plan.HostOf[ranked[rank]]].Find(entry => entry.Vm == ranked[rank]).Means;
            string name = labels.Name(ranked[rank]);
            for (int bucket = 0; bucket < line.Length; bucket++)
            {
                if (line[bucket].On > 0)
                {
                    Begin(writer, rank, name, bucket, line[bucket]);
                    writer.Real(line[bucket].ReadyPct);
                    writer.EndRow();
                }
            }
        }
    }

    private void WriteHosts(int[] ranked, IResultSink sink)
    {
        using IRowWriter writer = sink.Open(Schemas.WorstHosts);
        for (int rank = 0; rank < ranked.Length; rank++)
        {
            HostMean[] line = _hosts[ranked[rank]];
            for (int bucket = 0; bucket < line.Length; bucket++)
            {
                Begin(writer, rank, _model.Hosts[ranked[rank]].Name, bucket, line[bucket]);
                writer.Real(line[bucket].UtilisationPct);
                writer.Real(line[bucket].ReadyPct);
                writer.EndRow();
            }
        }
    }

    private void Begin(IRowWriter writer, int rank, string name, int bucket, in HostMean mean)
    {
        writer.Integer(rank + 1);
        writer.Text(name);
        writer.Real(_buckets.Start(bucket) * _model.Rules.StepSeconds);
        writer.Real(mean.DemandMhz);
        writer.Real(mean.GrantedMhz);
    }
}
