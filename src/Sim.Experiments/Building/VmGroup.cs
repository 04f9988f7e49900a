using Sim.Scenarios;

namespace Sim.Experiments.Building;

/// <summary>The VMs that one entry of a scenario's workload gives.</summary>
/// <param name="trace">Their series; VM i of the group is series i.</param>
/// <param name="selection">How series become VMs.</param>
/// <param name="first">The cluster's index of the group's first VM.</param>
/// <param name="count">How many.</param>
/// <param name="prefix">Put before each name, so that two traces' VMs do not clash.</param>
/// <param name="isFlat">Whether the VMs have a behaviour but no trace.</param>
internal sealed class VmGroup(Traces.Workload trace, VmSelection selection, int first, int count, string prefix, bool isFlat = false)
{
    public Traces.Workload Trace { get; } = trace;

    public VmSelection Selection { get; } = selection;

    public int First { get; } = first;

    public int Count { get; } = count;

    public string Prefix { get; } = prefix;

    public bool IsFlat { get; } = isFlat;

    /// <summary>The type of each VM: an index into the selection's types, or -1 for a size from the trace.</summary>
    public int[] TypeOf { get; set; } = [];

    /// <summary>What the scenario says of a VM of the cluster.</summary>
    public VmType TypeOfVm(int vm) => TypeOf[vm - First] is >= 0 and int type ? Selection.Types[type] : Selection.Default;

    /// <summary>The group that a VM of the cluster is in.</summary>
    public static VmGroup Of(VmGroup[] groups, int vm) => groups[IndexOf(groups, vm)];

    /// <summary>The index of the group that a VM of the cluster is in.</summary>
    public static int IndexOf(VmGroup[] groups, int vm)
    {
        int index = 0;
        while (vm >= groups[index].First + groups[index].Count)
        {
            index++;
        }

        return index;
    }
}
