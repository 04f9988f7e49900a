using System.Globalization;
using Sim.Kernel.Quantities;
using Sim.Traces;

namespace Sim.Experiments.Building;

/// <summary>VMs that have a behaviour but no trace: there from start to end.</summary>
internal static class FlatWorkload
{
    /// <summary>That many VMs without samples.</summary>
    public static Traces.Workload Of(int count)
    {
        WorkloadBuilder builder = new();
        int digits = count.ToString(CultureInfo.InvariantCulture).Length;
        for (int vm = 1; vm <= count; vm++)
        {
            int index = builder.AddVm("vm-" + vm.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0'));
            builder.SetLifetime(index, new Lifetime(SimTime.Zero, SimTime.Never, true, true));
        }

        return builder.Build();
    }
}
