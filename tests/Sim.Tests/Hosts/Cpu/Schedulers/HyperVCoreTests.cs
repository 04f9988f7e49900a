using NUnit.Framework;
using Sim.Hosts.Cpu.Schedulers;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Hosts.Cpu.Topology;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Cpu.Schedulers;

[TestFixture]
public sealed class HyperVCoreTests : VcpuSchedulerContract
{
    protected override IVcpuScheduler Make() => new HyperVCore(new HyperVClassicOptions());

    [Test]
    public void Odd_vcpus_waste_half_a_core()
    {
        // Two cores of two threads; three vCPUs: a pair on one core, one alone on the other, whose other thread stays idle
        // although another VM waits.
        CpuTopology topology = new(1, 1, 2, 2);
        CoreWatch watch = new(topology, vcpu => vcpu < 3 ? 0 : 1);
        CpuBench bench = new(Make(), topology) { Observer = watch };
        int odd = bench.Hog(new VcpuClaim { Vcpus = 3, Shares = 1_000_000 });
        int other = bench.Hog(new VcpuClaim { Shares = 1 });
        bench.Run(Duration.FromSeconds(10));
        Assert.That(bench.Cores(odd), Is.EqualTo(3).Within(0.01));
        Assert.That(bench.Cores(other), Is.LessThan(0.01));
        Assert.That(watch.Mixed, Is.EqualTo(Duration.Zero));
    }

    [Test]
    public void A_core_never_runs_two_vms_at_once([Values] bool seesSmt)
    {
        CpuTopology topology = new(1, 1, 2, 2);
        CoreWatch watch = new(topology, vcpu => vcpu / 2);
        CpuBench bench = new(Make(), topology) { Observer = watch };
        for (int vm = 0; vm < 5; vm++)
        {
            VcpuClaim claim = new() { Vcpus = 2, SeesSmt = seesSmt };
            long work = 1_700_000 * (vm + 1);
            _ = vm < 2 ? bench.Hog(claim) : bench.Vm(claim, vcpu => new Sim.Hosts.Guests.Programs.PeriodicProgram(
                new Duration(work), new Duration((3 * work) + vcpu), Duration.Zero));
        }

        bench.Run(Duration.FromSeconds(20));
        Assert.That(watch.Mixed, Is.EqualTo(Duration.Zero));
        Assert.That(watch.Shared, seesSmt ? Is.GreaterThan(Duration.FromSeconds(5)) : Is.EqualTo(Duration.Zero));
    }

    [Test]
    public void Equal_pairs_share_a_core_equally()
    {
        CpuBench bench = new(Make(), new CpuTopology(1, 1, 1, 2));
        bench.Hog(new VcpuClaim { Vcpus = 2 });
        bench.Hog(new VcpuClaim { Vcpus = 2 });
        bench.Run(Duration.FromSeconds(20));
        Assert.That(bench.Cores(0), Is.EqualTo(1).Within(0.01));
        Assert.That(bench.Cores(1), Is.EqualTo(1).Within(0.01));
    }
}
