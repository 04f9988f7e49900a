using System;
using System.Linq;
using NUnit.Framework;
using Sim.Clusters.Placement;
using Sim.Hosts;
using Sim.Hosts.Power;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Clusters;

/// <summary>What every placement policy must do; a policy's fixture inherits it.</summary>
internal abstract class PlacementPolicyContract
{
    protected static readonly PlacementRules Rules = new(1, 1, false, false);

    protected abstract IPlacementPolicy Make();

    protected static HostSpec Host(int index, int cores = 4, int gib = 8) =>
        new($"h{index}", "test", cores, cores, Frequency.FromMegahertz(1000), Bytes.FromGibibytes(gib), new PowerCurve([100, 200]));

    protected static VmArrival Vm(int vm, int vcpus, double mib = 512, int from = 0, int to = 10) =>
        new(new VmRequest(vm, vcpus, 1000, mib, 0), from, to);

    /// <summary>Hosts chosen for VMs of the given vCPUs on hosts of the given cores.</summary>
    protected int[] Place(int[] cores, params int[] vcpus) =>
        [.. PlacementPlanner.Plan([.. cores.Select((c, i) => Host(i, c))], [.. vcpus.Select((v, i) => Vm(i, v))], vcpus.Length, Make(), Rules).HostOf];

    [FsCheck.NUnit.Property(MaxTest = 200)]
    public void NeverOverfillsAHostAndTurnsNobodyAwayWhoFits((byte Vcpus, ushort Mib, byte From, byte Length)[] vms, byte hosts)
    {
        HostSpec[] specs = [.. Enumerable.Range(0, 1 + (hosts % 6)).Select(i => Host(i, 1 + (i * 3 % 5), 1 + (i % 3)))];
        VmArrival[] arrivals =
            [.. vms.Select((vm, i) => Vm(i, 1 + (vm.Vcpus % 5), vm.Mib % 1500, vm.From % 20, (vm.From % 20) + 1 + (vm.Length % 20)))];
        PlacementPlan plan = PlacementPlanner.Plan(specs, arrivals, vms.Length, Make(), Rules);

        // The planner itself refuses a host that does not fit; what is left to show is that no fit was overlooked.
        foreach (Unplaced refused in plan.Unplaced)
        {
            VmRequest request = arrivals[refused.Vm].Request;
            for (int host = 0; host < specs.Length; host++)
            {
                (double mhz, double mib) = Held(plan, arrivals, host, refused, vms.Length);
                bool fits = request.Vcpus <= specs[host].LogicalCpus
                    && mhz + (request.Vcpus * 1000) <= specs[host].CapacityMhz
                    && mib + request.MemoryMib <= specs[host].Memory.Mebibytes;
                Assert.That(fits, Is.False, $"VM {refused.Vm} would fit on host {host}");
            }
        }

        Assert.That(plan.HostOf.Count(h => h < 0), Is.EqualTo(plan.Unplaced.Count), "every VM is placed or named");
    }

    [Test]
    public void ChoosesTheSameTwice()
    {
        int[] once = Place([4, 2, 8, 4], 1, 2, 1, 4, 2, 1, 3);
        Assert.That(Place([4, 2, 8, 4], 1, 2, 1, 4, 2, 1, 3), Is.EqualTo(once));
    }

    // What the host held when the refused VM came: VMs before it in order that had not ended.
    private static (double Mhz, double Mib) Held(PlacementPlan plan, VmArrival[] arrivals, int host, Unplaced refused, int count)
    {
        double mhz = 0;
        double mib = 0;
        for (int vm = 0; vm < count; vm++)
        {
            bool earlier = (arrivals[vm].FirstStep, vm).CompareTo((refused.Step, refused.Vm)) < 0;
            if (plan.HostOf[vm] == host && earlier && arrivals[vm].EndStep > refused.Step)
            {
                mhz += arrivals[vm].Request.Vcpus * 1000;
                mib += arrivals[vm].Request.MemoryMib;
            }
        }

        return (mhz, mib);
    }
}
