using NUnit.Framework;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Schedulers;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Hosts.Guests;
using Sim.Hosts.Guests.Behaviours;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Cpu.Guests;

[TestFixture]
public sealed class LockContentionTests : BehaviourContract
{
    protected override IBehaviour Make() => new LockContention(new LockContentionOptions());

    // Two threads that never compute outside: the lock is a pipeline, and sections come one after the other.
    [Test]
    public void Sections_exclude_each_other([Values] WaitStyle wait, [Values] bool fair)
    {
        CpuBench bench = new(new RoundRobin(new RoundRobinOptions()), 4);
        LockContentionOptions options = new() { Work = Duration.FromNanoseconds(1), Held = Duration.FromNanoseconds(10_000), Spread = Spread.Constant, Wait = wait, Fair = fair };
        bench.Vm(new VcpuClaim { Vcpus = 4 }, guest => new LockContention(options).Build(guest, null));
        CpuHost host = bench.Run(Duration.FromSeconds(1));
        Assert.That(host.GuestOf(0).Responses.Count, Is.EqualTo(100_000).Within(1).Percent);
    }

    [Test]
    public void A_preempted_holder_is_counted()
    {
        CpuBench bench = new(new RoundRobin(new RoundRobinOptions()), 1);
        LockContentionOptions options = new() { Work = Duration.FromMilliseconds(7), Held = Duration.FromMilliseconds(7) };
        bench.Vm(new VcpuClaim { Vcpus = 2 }, guest => new LockContention(options).Build(guest, null));
        CpuHost host = bench.Run(Duration.FromSeconds(10));
        Assert.That(host.MeasuresOf(0).LockHolderPreemptions, Is.GreaterThan(0));
        Assert.That(host.MeasuresOf(0).Spin, Is.GreaterThan(Duration.Zero));
    }
}
