using NUnit.Framework;
using Sim.Hosts.Memory;
using Sim.Hosts.Memory.Guests;

namespace Sim.Tests.Hosts.Memory.Policies;

[TestFixture]
public sealed class NoMemoryPolicyTests
{
    [Test]
    public void Who_comes_first_has_it()
    {
        MemoryHost host = new MemoryRig { Machine = 100 }.Of(MemoryRig.Vm(80), MemoryRig.Vm(80));
        host.Use(0, new GuestUse(80, 10, 1));
        host.Use(1, new GuestUse(80, 10, 1));
        host.Advance(1);
        Assert.That(host.TargetOf(0), Is.EqualTo(double.PositiveInfinity));
        Assert.That(host.Pages.Of(0).Consumed, Is.EqualTo(80));
        Assert.That(host.Pages.Of(1).Consumed, Is.EqualTo(20));
    }
}
