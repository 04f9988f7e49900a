using NUnit.Framework;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Schedulers;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Cpu.Schedulers;

[TestFixture]
public sealed class Arinc653Tests : VcpuSchedulerContract
{
    protected override IVcpuScheduler Make() => new Arinc653(new Arinc653Options());

    protected override bool WorkConserving => false;

    // A frame of 10 + 20 + 10 (empty) ms.
    [Test]
    public void Each_has_its_slots_and_no_more()
    {
        CpuBench bench = new(new Arinc653(new Arinc653Options
        {
            Frame =
            [
                new Arinc653Slot { Vm = "a" },
                new Arinc653Slot { Vm = "b", Length = Duration.FromMilliseconds(20) },
                new Arinc653Slot(),
            ],
        }), 1);
        bench.Hog(new VcpuClaim { Name = "a" });
        bench.Hog(new VcpuClaim { Name = "b" });
        bench.Hog(new VcpuClaim { Name = "c" });
        CpuHost host = bench.Run(Duration.FromSeconds(4));
        Assert.That(new[] { bench.Cores(0), bench.Cores(1), bench.Cores(2) }, Is.EqualTo(new[] { 0.25, 0.5, 0 }).Within(1e-9));
        Assert.That(host.MeasuresOf(0).LongestGap, Is.EqualTo(Duration.FromMilliseconds(30)));
        Assert.That(host.MeasuresOf(1).LongestGap, Is.EqualTo(Duration.FromMilliseconds(20)));
    }

    [Test]
    public void All_faults_of_a_frame_are_named()
    {
        CpuBench bench = new(new Arinc653(new Arinc653Options
        {
            Frame = [new Arinc653Slot { Vm = "nobody" }, new Arinc653Slot { Vm = "a", Pcpu = 7 }],
        }), 1);
        bench.Hog(new VcpuClaim { Name = "a" });
        InputException fault = Assert.Throws<InputException>(() => bench.Run(Duration.FromSeconds(1)))!;
        Assert.That(fault.Message, Does.Contain("frame[0]").And.Contain("nobody").And.Contain("frame[1]").And.Contain("pcpu: 7"));
    }
}
