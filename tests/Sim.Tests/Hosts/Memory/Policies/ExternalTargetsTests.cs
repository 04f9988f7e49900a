using System.Linq;
using NUnit.Framework;
using Sim.Hosts.Memory;
using Sim.Hosts.Memory.Guests;
using Sim.Hosts.Memory.Policies;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Memory.Policies;

[TestFixture]
public sealed class ExternalTargetsTests
{
    private static ExternalTarget At(long seconds, string vm, long pages) => new() { Vm = vm, At = Duration.FromSeconds(seconds), Memory = new Bytes(pages * 4096) };

    private static MemoryHost Make(ExternalTargetsOptions options)
    {
        MemoryHost host = new MemoryRig { Policy = new ExternalTargets(options) }.Of(
            MemoryRig.Vm(300) with { Name = "web" }, MemoryRig.Vm(400) with { Name = "web" }, MemoryRig.Vm(200) with { Name = "db", Minimum = 150 });
        for (int vm = 0; vm < 3; vm++)
        {
            host.Use(vm, new GuestUse(10, 5, 1));
        }

        return host;
    }

    private static double[] Targets(MemoryHost host) => [.. Enumerable.Range(0, 3).Select(host.TargetOf)];

    [Test]
    public void Left_alone_everybody_has_the_size()
    {
        MemoryHost host = Make(new ExternalTargetsOptions());
        host.Advance(1);
        Assert.That(Targets(host), Is.EqualTo(new[] { 300.0, 400, 200 }));
    }

    [Test]
    public void A_schedule_is_followed_in_order_of_time_and_a_star_means_many()
    {
        MemoryHost host = Make(new ExternalTargetsOptions { Targets = [At(20, "web0", 50), At(10, "web*", 100), At(10, "db2", 20)] });
        host.Advance(5);
        Assert.That(Targets(host), Is.EqualTo(new[] { 300.0, 400, 200 }));
        host.Advance(5);
        Assert.That(Targets(host), Is.EqualTo(new[] { 100.0, 100, 150 }), "the third not below its minimum");
        host.Advance(10);
        Assert.That(Targets(host), Is.EqualTo(new[] { 50.0, 100, 150 }));
    }

    [Test]
    public void A_part_of_the_size_holds_for_all_others()
    {
        MemoryHost host = Make(new ExternalTargetsOptions { Part = 0.5, Targets = [At(0, "web1", 1000)] });
        host.Advance(1);
        Assert.That(Targets(host), Is.EqualTo(new[] { 150.0, 400, 150 }), "never above the size");
    }
}
