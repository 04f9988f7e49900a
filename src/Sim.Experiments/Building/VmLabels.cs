using System.Globalization;

namespace Sim.Experiments.Building;

/// <summary>Labels from the traces' name tables.</summary>
internal sealed class VmLabels(VmGroup[] groups) : IVmLabels
{
    public string Name(int vm)
    {
        VmGroup group = VmGroup.Of(groups, vm);
        return group.Prefix + group.Trace.Name(vm - group.First);
    }

    public string Type(int vm)
    {
        VmGroup group = VmGroup.Of(groups, vm);
        int type = group.TypeOf[vm - group.First];
        if (type < 0)
        {
            return group.Trace.Category(vm - group.First);
        }

        string name = group.Selection.Types[type].Name;
        return name.Length > 0 ? name : string.Create(CultureInfo.InvariantCulture, $"type-{type + 1}");
    }
}
