using NUnit.Framework;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Schedulers;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Hosts.Guests;
using Sim.Hosts.Guests.Behaviours;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Cpu.Guests;

[TestFixture]
public sealed class PingPongTests : BehaviourContract
{
    protected override IBehaviour Make() => new PingPong(new PingPongOptions());

    [Test]
    public void The_answer_takes_the_work_of_the_other_side()
    {
        CpuBench bench = new(new RoundRobin(new RoundRobinOptions()), 2);
        bench.Vm(new VcpuClaim { Vcpus = 2 }, guest => Make().Build(guest, null));
        CpuHost host = bench.Run(Duration.FromSeconds(1));
        Assert.That(host.GuestOf(0).Responses.Mean, Is.EqualTo(Duration.FromNanoseconds(10_000)));
    }
}
