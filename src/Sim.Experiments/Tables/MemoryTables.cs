using System.Collections.Generic;
using System.Linq;
using Sim.Clusters.Interval;
using Sim.Clusters.Placement;
using Sim.Experiments.Building;
using Sim.Experiments.Recording;
using Sim.Hosts.Interval;
using Sim.Kernel.Results;

namespace Sim.Experiments.Tables;

/// <summary>Writes the tables that only runs with memory have: what each mechanism cost whom, and the VMs that paid most.</summary>
internal sealed class MemoryTables(ClusterModel model, PlacementPlan plan, Collector collector, Fleet fleet, IResultSink sink)
{
    private const double SecondsPerHour = 3600;
    private const int MostNamed = 5;

    /// <summary>Writes them.</summary>
    /// <param name="worst">How many of the VMs that paid most.</param>
    public void Write(int worst)
    {
        WriteLosses();
        WriteWorst(worst);
    }

    private void WriteLosses()
    {
        int[] ran = [.. Enumerable.Range(0, model.Vms.Length).Where(vm => collector.MemoryOf(vm).Totals.Steps > 0)];
        double wanted = ran.Sum(vm => collector.MemoryOf(vm).Totals.Sum(MemoryColumn.Wanted));
        using IRowWriter writer = sink.Open(Schemas.MemoryLosses);
        foreach ((string name, System.Func<Hosts.Memory.MemoryStalls, double> of) in MemoryMetrics.Mechanisms)
        {
            (int Vm, double Wait, double Lost)[] hit =
            [
                .. ran.Select(vm => (vm, of(collector.MemoryOf(vm).Totals.Stalls), of(collector.MemoryOf(vm).Totals.Lost)))
                    .Where(vm => vm.Item2 > 0)
                    .OrderByDescending(vm => vm.Item3).ThenByDescending(vm => vm.Item2).ThenBy(vm => vm.vm),
            ];
            WriteLoss(writer, name, 0, "all", hit.Length, hit.Sum(vm => vm.Wait), hit.Sum(vm => vm.Lost), wanted);
            for (int rank = 1; rank <= hit.Length && rank <= MostNamed; rank++)
            {
                (int vm, double wait, double lost) = hit[rank - 1];
                WriteLoss(writer, name, rank, fleet.Labels.Name(vm), 1, wait, lost, collector.MemoryOf(vm).Totals.Sum(MemoryColumn.Wanted));
            }
        }
    }

    private static void WriteLoss(IRowWriter writer, string mechanism, int rank, string vm, int vms, double wait, double lost, double wanted)
    {
        writer.Text(mechanism);
        writer.Integer(rank);
        writer.Text(vm);
        writer.Integer(vms);
        writer.Real(wait / SecondsPerHour);
        writer.Real(lost / SecondsPerHour);
        writer.Real(wanted > 0 ? lost / wanted * 100 : 0);
        writer.EndRow();
    }

    private void WriteWorst(int count)
    {
        IEnumerable<int> ranked = Enumerable.Range(0, model.Vms.Length)
            .Where(vm => collector.MemoryOf(vm).Totals.Steps > 0)
            .OrderByDescending(vm => collector.MemoryOf(vm).LostPct)
            .ThenByDescending(vm => collector.MemoryOf(vm).Totals.Slowdown)
            .ThenBy(vm => vm)
            .Take(count);
        using IRowWriter writer = sink.Open(Schemas.WorstMemoryVms);
        int rank = 0;
        foreach (int vm in ranked)
        {
            writer.Integer(++rank);
            writer.Text(fleet.Labels.Name(vm));
            writer.Text(model.Hosts[plan.HostOf[vm]].Name);
            writer.Text(fleet.Labels.Type(vm));
            writer.Real(fleet.Vms[vm].MemoryMib);
            foreach ((string _, System.Func<VmMemory, double> of) in MemoryMetrics.OfVms)
            {
                writer.Real(of(collector.MemoryOf(vm)));
            }

            writer.EndRow();
        }
    }
}
