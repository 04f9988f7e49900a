using Sim.Clusters.Interval;
using Sim.Clusters.Placement;
using Sim.Experiments.Recording;
using Sim.Hosts;
using Sim.Hosts.Interval;
using Sim.Kernel.Results;

namespace Sim.Experiments.Tables;

/// <summary>What each resource pool got: the sums of its VMs, and of the pools within it.</summary>
internal sealed class PoolTotals
{
    private int _vms;
    private double _demandCoreHours;
    private double _grantedCoreHours;
    private double _vcpuSteps;
    private double _readyVcpuSteps;
    private double _cappedVcpuSteps;

    /// <summary>Writes <c>pools.csv</c>.</summary>
    public static void Write(ClusterModel model, PlacementPlan plan, Collector collector, IResultSink sink)
    {
        PoolTotals[] pools = new PoolTotals[model.Pools.Count];
        for (int pool = 0; pool < pools.Length; pool++)
        {
            pools[pool] = new PoolTotals();
        }

        for (int vm = 0; vm < model.Vms.Length; vm++)
        {
            if (plan.HostOf[vm] >= 0)
            {
                double coreHours = model.Rules.StepSeconds / 3600 / model.Hosts[plan.HostOf[vm]].CoreSpeed.Megahertz;
                for (int pool = model.Vms[vm].Pool; pool >= 0; pool = model.Pools[pool].Parent)
                {
                    pools[pool].Add(model.Vms[vm], collector.Vms[vm], coreHours);
                }
            }
        }

        using IRowWriter writer = sink.Open(Schemas.Pools);
        for (int pool = 0; pool < pools.Length; pool++)
        {
            int parent = model.Pools[pool].Parent;
            pools[pool].Write(writer, model.Pools[pool].Name, parent < 0 ? "" : model.Pools[parent].Name);
        }
    }

    private void Add(in VmSpec vm, VmTotals totals, double coreHours)
    {
        _vms++;
        _demandCoreHours += totals.DemandMhz * coreHours;
        _grantedCoreHours += totals.GrantedMhz * coreHours;
        _vcpuSteps += (double)vm.Vcpus * totals.Steps;
        _readyVcpuSteps += vm.Vcpus * totals.ReadyPct;
        _cappedVcpuSteps += vm.Vcpus * totals.CappedPct;
    }

    private void Write(IRowWriter writer, string name, string parent)
    {
        writer.Text(name);
        writer.Text(parent);
        writer.Integer(_vms);
        writer.Real(_demandCoreHours);
        writer.Real(_grantedCoreHours);
        writer.Real(_vcpuSteps > 0 ? _readyVcpuSteps / _vcpuSteps : 0);
        writer.Real(_vcpuSteps > 0 ? _cappedVcpuSteps / _vcpuSteps : 0);
        writer.EndRow();
    }
}
