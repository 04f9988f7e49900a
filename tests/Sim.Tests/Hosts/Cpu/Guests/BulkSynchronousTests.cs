using NUnit.Framework;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Schedulers;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Hosts.Guests;
using Sim.Hosts.Guests.Behaviours;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Cpu.Guests;

[TestFixture]
public sealed class BulkSynchronousTests : BehaviourContract
{
    protected override IBehaviour Make() => new BulkSynchronous(new BulkSynchronousOptions());

    [Test]
    public void Two_vcpus_on_one_pcpu_take_twice_as_long([Values] WaitStyle wait)
    {
        CpuBench bench = new(new RoundRobin(new RoundRobinOptions { Quantum = Duration.FromMilliseconds(100) }), 1);
        bench.Vm(new VcpuClaim { Vcpus = 2 }, guest => new BulkSynchronous(new BulkSynchronousOptions { Wait = wait, SpinLimit = Duration.FromNanoseconds(1000) }).Build(guest, null));
        CpuHost host = bench.Run(Duration.FromSeconds(10));
        double spins = wait == WaitStyle.Spin ? 110 : 20.1; // a spinner burns the rest of its quantum before the other may work
        Assert.That(host.GuestOf(0).Responses.Mean.Seconds * 1e3, Is.LessThanOrEqualTo(spins).And.GreaterThan(19.9));
    }

    [Test]
    public void With_a_pcpu_each_a_round_takes_its_work()
    {
        CpuBench bench = new(new RoundRobin(new RoundRobinOptions()), 4);
        bench.Vm(new VcpuClaim { Vcpus = 4 }, guest => Make().Build(guest, null));
        CpuHost host = bench.Run(Duration.FromSeconds(10));
        Assert.That(host.GuestOf(0).Responses.Maximum, Is.EqualTo(Duration.FromMilliseconds(10)));
    }
}
