using NUnit.Framework;
using Sim.Kernel.Quantities;
using Sim.Scenarios;

namespace Sim.Tests.Scenarios;

internal sealed class SetOptionTests
{
    private const string TwoHosts = "hosts: [{ type: hp-ml110-g4 }, { type: hp-ml110-g5 }]\nhypervisor: kvm";

    [Test]
    public void Values_replace_those_of_the_file()
    {
        Scenario scenario = Written.Read(
            TwoHosts, "hosts.1.count=30", "hosts[0].count=4", "placement.overcommit.cpu=4", "slo=['a <= 1']", "name=b=c");

        Assert.Multiple(() =>
        {
            Assert.That(scenario.Hosts[1].Count, Is.EqualTo(30));
            Assert.That(scenario.Hosts[0].Count, Is.EqualTo(4));
            Assert.That(scenario.Placement.Overcommit.Cpu, Is.EqualTo(4));
            Assert.That(scenario.Slo, Has.Count.EqualTo(1));
            Assert.That(scenario.Name, Is.EqualTo("b=c"));
        });
    }

    [Test]
    public void One_key_of_a_named_thing_extends_it()
    {
        Scenario scenario = Written.Read(TwoHosts, "hosts.0.type.memory=8 GiB", "hypervisor.cpu.scheduler=credit2");

        Assert.Multiple(() =>
        {
            Assert.That(scenario.Hosts[0].Type.Memory, Is.EqualTo(Bytes.FromGibibytes(8)));
            Assert.That(scenario.Hosts[0].Type.TotalCores, Is.EqualTo(2));
            Assert.That(scenario.Hypervisor.Name, Is.EqualTo("kvm"));
            Assert.That(scenario.Hypervisor.Cpu.Scheduler.Name, Is.EqualTo("credit2"));
        });
    }

    [Test]
    public void A_later_one_wins() => Assert.That(Written.Read("{}", "seed=2", "seed=3").Seed, Is.EqualTo(3));

    [Test]
    public void An_alias_is_changed_in_one_place_only()
    {
        Scenario scenario = Written.Read("x-h: &h { type: hp-ml110-g4 }\nhosts: [*h, *h]", "hosts.0.count=5");

        Assert.That(scenario.Hosts[1].Count, Is.EqualTo(1));
    }

    [TestCase("seed", "--set seed: must be path=value, such as hosts.0.count=30")]
    [TestCase("=1", "--set =1: must be path=value, such as hosts.0.count=30")]
    [TestCase("sede=1", "--set sede=1: sede: unknown key; did you mean 'seed'?")]
    [TestCase("placement.polcy=a", "--set placement.polcy=a: placement.polcy: unknown key; did you mean 'policy'?")]
    [TestCase("hosts.2.count=1", "--set hosts.2.count=1: 'hosts' has no entry '2'; its entries are 0..1")]
    [TestCase("hosts.one.count=1", "--set hosts.one.count=1: 'hosts' has no entry 'one'; its entries are 0..1")]
    [TestCase("slo.0=a", "--set slo.0=a: 'slo' has no entry '0'; it has no entries")]
    [TestCase("seed.x=1", "--set seed.x=1: 'seed' is a whole number; it has no 'x'")]
    [TestCase("seed=[", "--set seed=[: not YAML: while parsing a node, did not find expected node content")]
    [TestCase("seed=x", "--set seed=x: seed: 'x' given; must be a whole number")]
    [TestCase("extends=a.yaml", "--set extends=a.yaml: a file's 'extends' is followed before --set; name another file instead")]
    [TestCase("hosts.0.type.extends.x=a", "--set hosts.0.type.extends.x=a: 'hosts.0.type.extends' is a name; it has no 'x'")]
    public void A_fault_names_the_option(string set, string expected) =>
        Assert.That(Written.Faults(TwoHosts, set), Is.EqualTo(new[] { expected }));
}
