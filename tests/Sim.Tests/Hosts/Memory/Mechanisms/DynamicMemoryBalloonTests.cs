using NUnit.Framework;
using Sim.Hosts.Memory;
using Sim.Hosts.Memory.Guests;
using Sim.Hosts.Memory.Mechanisms;
using Sim.Hosts.Memory.Policies;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Memory.Mechanisms;

[TestFixture]
public sealed class DynamicMemoryBalloonTests
{
    private static MemoryHost Make(double machine, bool smartPaging, params MemoryClaim[] vms) => new MemoryRig
    {
        Machine = machine,
        Policy = new DynamicMemory(new DynamicMemoryOptions { StartTime = Duration.FromSeconds(20) }),
        Mechanisms = [new DynamicMemoryBalloon(new DynamicMemoryBalloonOptions { SmartPaging = smartPaging, StartTime = Duration.FromSeconds(20) })],
    }.Of(vms);

    [Test]
    public void It_starts_with_its_startup_memory_then_follows_the_demand()
    {
        MemoryHost host = Make(100_000, true, MemoryRig.Vm(4000) with { Startup = 1000, Minimum = 500 });
        host.Use(0, new GuestUse(600, 10, 1));
        host.Advance(10);
        Assert.That(host.Pages.Of(0).Ballooned, Is.EqualTo(3000));
        host.Advance(20);
        host.Advance(1);
        Assert.That(host.Pages.Of(0).Ballooned, Is.EqualTo(4000 - 720).Within(1e-6));
        host.Use(0, new GuestUse(2000, 10, 1));
        host.Advance(10);
        host.Advance(10);
        Assert.That(host.Pages.Of(0).Ballooned, Is.EqualTo(4000 - 2400).Within(1e-6));
        Assert.That(host.Pages.Of(0).GuestSwapped, Is.Zero);
    }

    [TestCase(true, 100)]
    [TestCase(false, 0)]
    public void Smart_paging_helps_a_vm_over_its_start(bool smartPaging, double swapped)
    {
        MemoryHost host = Make(500, smartPaging, MemoryRig.Vm(600) with { Startup = 600, Minimum = 100 });
        host.Use(0, new GuestUse(600, 0, 1));
        host.Advance(10);
        Assert.That(host.MeasuresOf(0).SwapOuts, Is.EqualTo(swapped).Within(1e-6));
    }

    [Test]
    public void A_running_vm_has_no_smart_paging()
    {
        MemoryHost host = Make(500, true, MemoryRig.Vm(600) with { Startup = 300, Minimum = 100 });
        host.Use(0, new GuestUse(200, 0, 1));
        host.Advance(10);
        host.Advance(15);
        host.Use(0, new GuestUse(600, 0, 1));
        host.Advance(10);
        Assert.That(host.MeasuresOf(0).SwapOuts, Is.Zero);
    }
}
