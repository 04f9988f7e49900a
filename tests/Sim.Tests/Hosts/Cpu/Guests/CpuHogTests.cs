using NUnit.Framework;
using Sim.Hosts.Cpu.Schedulers;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Hosts.Guests;
using Sim.Hosts.Guests.Behaviours;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Cpu.Guests;

[TestFixture]
public sealed class CpuHogTests : BehaviourContract
{
    protected override IBehaviour Make() => new CpuHog(new CpuHogOptions());

    [Test]
    public void It_takes_all_there_is()
    {
        CpuBench bench = new(new RoundRobin(new RoundRobinOptions()), 2);
        int vm = bench.Vm(new VcpuClaim { Vcpus = 3 }, guest => Make().Build(guest, null));
        bench.Run(Duration.FromSeconds(1));
        Assert.That(bench.Cores(vm), Is.EqualTo(2).Within(1e-9));
    }
}
