using NUnit.Framework;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Schedulers;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Hosts.Guests;
using Sim.Hosts.Guests.Behaviours;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Cpu.Guests;

[TestFixture]
public sealed class ServerTests : BehaviourContract
{
    protected override IBehaviour Make() => new Server(new ServerOptions());

    // M/M/1 at load 0.6, first come first served: mean response 1 / (mu - lambda) = 5 ms.
    [Test]
    public void Alone_it_is_an_mm1_queue()
    {
        CpuBench bench = new(new RoundRobin(new RoundRobinOptions()), 1) { Features = new CpuFeatures { GuestSlice = Duration.FromSeconds(9) } };
        ServerOptions options = new() { Rate = 300, Service = Duration.FromMilliseconds(2) };
        bench.Vm(new VcpuClaim(), guest => new Server(options).Build(guest, null));
        CpuHost host = bench.Run(Duration.FromSeconds(2000), Duration.FromSeconds(10));
        Assert.That(host.GuestOf(0).Responses.Mean.Seconds, Is.EqualTo(0.005).Within(0.00015));
        Assert.That(host.GuestOf(0).Responses.Count / 2000.0, Is.EqualTo(300).Within(3));
    }

    [Test]
    public void Io_adds_its_time_and_frees_the_pcpu()
    {
        CpuBench bench = new(new RoundRobin(new RoundRobinOptions()), 1);
        ServerOptions options = new() { Rate = 10, Service = Duration.FromMilliseconds(2), Spread = Spread.Constant, Arrivals = Spread.Constant, Io = Duration.FromMilliseconds(7) };
        int vm = bench.Vm(new VcpuClaim(), guest => new Server(options).Build(guest, null));
        CpuHost host = bench.Run(Duration.FromMilliseconds(100_050));
        Assert.That(host.GuestOf(0).Responses.Maximum, Is.EqualTo(Duration.FromMilliseconds(9)));
        Assert.That(bench.Cores(vm), Is.EqualTo(0.02).Within(0.0001));
    }
}
