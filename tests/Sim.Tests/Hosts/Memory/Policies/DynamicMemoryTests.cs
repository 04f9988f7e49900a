using NUnit.Framework;
using Sim.Hosts.Memory;
using Sim.Hosts.Memory.Guests;
using Sim.Hosts.Memory.Policies;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Memory.Policies;

[TestFixture]
public sealed class DynamicMemoryTests
{
    private static readonly DynamicMemoryOptions Started = new() { StartTime = Duration.Zero };

    private static MemoryHost Make(double machine, DynamicMemoryOptions options, params MemoryClaim[] vms) =>
        new MemoryRig { Machine = machine, Policy = new DynamicMemory(options) }.Of(vms);

    [Test]
    public void Target_is_demand_and_buffer()
    {
        MemoryHost host = Make(10_000, Started, MemoryRig.Vm(5000));
        host.Use(0, new GuestUse(1000, 100, 1));
        host.Advance(10);
        Assert.That(host.TargetOf(0), Is.EqualTo(1200).Within(1e-9), "models.md B4: 1000 MB -> 1200 MB");
    }

    [TestCase(100, ExpectedResult = 500)]
    [TestCase(1900, ExpectedResult = 2000)]
    public double It_is_kept_between_minimum_and_maximum(double used)
    {
        MemoryHost host = Make(10_000, Started, MemoryRig.Vm(2000) with { Minimum = 500 });
        host.Use(0, new GuestUse(used, 10, 1));
        host.Advance(10);
        return host.TargetOf(0);
    }

    // Demands 300 and 300, buffers 60 each; 640 leave 40 for buffers, by weight 1 : 3.
    [Test]
    public void When_short_the_buffer_goes_first()
    {
        MemoryHost host = Make(640, Started, MemoryRig.Vm(500) with { Weight = 10 }, MemoryRig.Vm(500) with { Weight = 30 });
        host.Use(0, new GuestUse(300, 10, 1));
        host.Use(1, new GuestUse(300, 10, 1));
        host.Advance(10);
        Assert.That(new[] { host.TargetOf(0), host.TargetOf(1) }, Is.EqualTo(new[] { 310.0, 330.0 }).Within(1e-6));
    }

    // 400 for demands of 300 and 300: by weight 100 and 300, but the first has a minimum of 150.
    [Test]
    public void Then_weights_decide_down_to_the_minimum()
    {
        MemoryHost host = Make(400, Started, MemoryRig.Vm(500) with { Weight = 10, Minimum = 150 }, MemoryRig.Vm(500) with { Weight = 30 });
        host.Use(0, new GuestUse(300, 10, 1));
        host.Use(1, new GuestUse(300, 10, 1));
        host.Advance(10);
        Assert.That(new[] { host.TargetOf(0), host.TargetOf(1) }, Is.EqualTo(new[] { 150.0, 250.0 }).Within(1e-6));
    }

    [Test]
    public void While_it_starts_a_vm_keeps_its_startup_memory()
    {
        MemoryHost host = Make(10_000, new DynamicMemoryOptions(), MemoryRig.Vm(2000) with { Startup = 1000, Minimum = 200 });
        host.Use(0, new GuestUse(100, 10, 1));
        host.Advance(60);
        Assert.That(host.TargetOf(0), Is.EqualTo(1000));
        host.Advance(61);
        Assert.That(host.TargetOf(0), Is.EqualTo(200));
    }

    [Test]
    public void Memory_is_shared_out_once_an_interval()
    {
        MemoryHost host = Make(10_000, Started, MemoryRig.Vm(2000));
        host.Use(0, new GuestUse(100, 10, 1));
        host.Advance(1);
        host.Use(0, new GuestUse(500, 10, 1));
        host.Advance(3);
        Assert.That(host.TargetOf(0), Is.EqualTo(120).Within(1e-9));
        host.Advance(3);
        Assert.That(host.TargetOf(0), Is.EqualTo(600).Within(1e-9));
    }
}
