using NUnit.Framework;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Schedulers;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Hosts.Guests;
using Sim.Hosts.Guests.Behaviours;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Cpu.Guests;

[TestFixture]
public sealed class InteractiveTests : BehaviourContract
{
    protected override IBehaviour Make() => new Interactive(new InteractiveOptions());

    // Alone on a pCPU a user is busy burst / (burst + think) of the time.
    [Test]
    public void A_user_alone_is_busy_for_its_part_of_the_cycle()
    {
        CpuBench bench = new(new RoundRobin(new RoundRobinOptions()), 1);
        int vm = bench.Vm(new VcpuClaim(), guest => Make().Build(guest, null));
        bench.Run(Duration.FromSeconds(2000));
        Assert.That(bench.Cores(vm), Is.EqualTo(5.0 / 105).Within(0.001));
    }

    // N users on one processor: the closed M/M/1//N queue. Utilisation = 1 - p0, p0 = 1 / sum N!/(N-k)! (burst/think)^k.
    [Test]
    public void Users_of_one_vcpu_are_the_machine_repair_queue()
    {
        CpuBench bench = new(new RoundRobin(new RoundRobinOptions()), 1) { Features = new CpuFeatures { GuestSlice = Duration.FromSeconds(9) } };
        InteractiveOptions options = new() { Users = 10, Think = Duration.FromMilliseconds(50), Burst = Duration.FromMilliseconds(5) };
        int vm = bench.Vm(new VcpuClaim(), guest => new Interactive(options).Build(guest, null));
        bench.Run(Duration.FromSeconds(2000));
        (double sum, double term) = (1, 1);
        for (int k = 1; k <= 10; k++)
        {
            term *= (11 - k) * 0.1;
            sum += term;
        }

        Assert.That(bench.Cores(vm), Is.EqualTo(1 - (1 / sum)).Within(0.005));
        // The response time law: users over throughput, less the time they think.
        double response = (10 / ((1 - (1 / sum)) / 0.005)) - 0.05;
        Assert.That(bench.Host.GuestOf(vm).Responses.Mean.Seconds, Is.EqualTo(response).Within(1).Percent);
    }
}
