using NUnit.Framework;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Schedulers;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Cpu.Schedulers;

[TestFixture]
public sealed class GangTests : VcpuSchedulerContract
{
    protected override IVcpuScheduler Make() => new Gang(new GangOptions());

    protected override bool WorkConserving => false; // a vCPU waits for its column

    // 4 pCPUs, VMs of 3, 2, 1 and 2 vCPUs: rows {3, 1} and {2, 2}.
    [Test]
    public void Vms_are_packed_into_the_first_row_with_room()
    {
        Gang policy = new(new GangOptions());
        CpuBench bench = new(policy, 4);
        bench.Hog(new VcpuClaim { Vcpus = 3 });
        bench.Hog(new VcpuClaim { Vcpus = 2 });
        bench.Hog();
        bench.Hog(new VcpuClaim { Vcpus = 2 });
        CpuHost host = bench.Run(Duration.FromSeconds(10));
        int[] rows = new int[8];
        for (int vcpu = 0; vcpu < 8; vcpu++)
        {
            rows[vcpu] = policy.RowOf(vcpu);
            Assert.That(host.MeasuresOf(vcpu).In(VcpuState.Running), Is.EqualTo(Duration.FromSeconds(5)), "two rows, in turn");
            Assert.That(host.MeasuresOf(vcpu).LongestGap, Is.EqualTo(Duration.FromMilliseconds(100)));
        }

        Assert.That(rows, Is.EqualTo(new[] { 0, 0, 0, 1, 1, 0, 1, 1 }));
    }

    // VMs of 3 and 2 on 4 pCPUs: two rows, columns 0 and 1 in both, column 2 a hole in the second, column 3 empty.
    [Test]
    public void Holes_are_filled_or_left([Values] bool alternates)
    {
        CpuBench bench = new(new Gang(new GangOptions { Alternates = alternates }), 4);
        bench.Hog(new VcpuClaim { Vcpus = 3 });
        bench.Hog(new VcpuClaim { Vcpus = 2 });
        CpuHost host = bench.Run(Duration.FromSeconds(10));
        Assert.That(host.MeasuresOf(0).In(VcpuState.Running).Seconds, Is.EqualTo(5));
        Assert.That(host.MeasuresOf(2).In(VcpuState.Running).Seconds, Is.EqualTo(alternates ? 10 : 5));
        Assert.That(host.MeasuresOf(2).In(VcpuState.CoStopped).Seconds, Is.EqualTo(alternates ? 0 : 5));
        Assert.That(host.MeasuresOf(3).In(VcpuState.Ready).Seconds, Is.EqualTo(alternates ? 5 : 0));
    }

    [Test]
    public void A_vm_wider_than_the_host_is_split_over_rows()
    {
        Gang policy = new(new GangOptions());
        CpuBench bench = new(policy, 2);
        bench.Hog(new VcpuClaim { Vcpus = 3 });
        CpuHost host = bench.Run(Duration.FromSeconds(10));
        Assert.That(new[] { policy.RowOf(0), policy.RowOf(1), policy.RowOf(2) }, Is.EqualTo(new[] { 0, 0, 1 }));
        Assert.That(host.MeasuresOf(0).In(VcpuState.Running).Seconds, Is.EqualTo(5));
        Assert.That(host.MeasuresOf(1).In(VcpuState.Running).Seconds, Is.EqualTo(10), "nobody else is in its column");
    }
}
