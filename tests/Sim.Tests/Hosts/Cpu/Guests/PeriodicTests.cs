using NUnit.Framework;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Schedulers;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Hosts.Guests;
using Sim.Hosts.Guests.Behaviours;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Cpu.Guests;

[TestFixture]
public sealed class PeriodicTests : BehaviourContract
{
    protected override IBehaviour Make() => new Periodic(new PeriodicOptions());

    [Test]
    public void Alone_each_run_takes_its_work()
    {
        CpuBench bench = new(new RoundRobin(new RoundRobinOptions()), 1);
        int vm = bench.Vm(new VcpuClaim(), guest => new Periodic(new PeriodicOptions { Aligned = true }).Build(guest, null));
        CpuHost host = bench.Run(Duration.FromMilliseconds(9_995));
        Assert.That(bench.Cores(vm), Is.EqualTo(0.2).Within(0.001));
        Assert.That(host.GuestOf(0).Responses.Count, Is.EqualTo(1000));
        Assert.That(host.GuestOf(0).Responses.Maximum, Is.EqualTo(Duration.FromMilliseconds(2)));
    }
}
