using System.Linq;
using NUnit.Framework;

namespace Sim.Tests.Scenarios;

/// <summary>What may not be written of memory: the exact words, and the exact place.</summary>
internal sealed class MemoryFaultTests
{
    private const string Type = "workload: [ { synthetic: {}, vms: { types: [ { memory: 2 GiB, memoryClaim: {";

    [TestCase("reservation: 3 GiB", "reservation: 3 GiB given; must be at most the VM's memory, 2 GiB")]
    [TestCase("reservation: 1 GiB, limit: 512 MiB", "limit: 512 MiB given; must be at least the reservation, 1 GiB")]
    [TestCase("shares: 0", "shares: 0 given; must be 1..1000000000")]
    [TestCase("startup: 4 GiB", "startup: 4 GiB given; must be at most the VM's memory, 2 GiB")]
    [TestCase("startup: 1 GiB, minimum: 2 GiB", "minimum: 2 GiB given; must be at most the memory that it starts with, 1 GiB")]
    [TestCase("weight: 101", "weight: 101 given; must be 0..100")]
    public void A_VM_claims_what_can_be(string claim, string fault) =>
        Assert.That(Written.Faults($"{Type} {claim} }} }} ] }} }} ]").Select(Text), Is.EqualTo(new[] { "workload[0].vms.types[0].memoryClaim." + fault }));

    [TestCase("reservation: 2 GiB, limit: 1 GiB", "limit: 1 GiB given; must be at least the reservation, 2 GiB")]
    [TestCase("shares: 0", "shares: 0 given; must be 1..1000000000")]
    public void A_pool_claims_what_can_be(string claim, string fault) =>
        Assert.That(Written.Faults($"pools: [ {{ name: p, memory: {{ {claim} }} }} ]").Select(Text), Is.EqualTo(new[] { "pools[0].memory." + fault }));

    [Test]
    public void A_pool_promises_no_more_than_its_parent()
    {
        string yaml = """
            pools:
              - { name: all, memory: { reservation: 8 GiB } }
              - { name: a, parent: all, memory: { reservation: 5 GiB } }
              - { name: b, parent: all, memory: { reservation: 4 GiB } }
            """;
        Assert.That(Written.Faults(yaml), Is.EqualTo(new[]
        {
            "s.yaml:4:52: pools[2].memory.reservation: 4 GiB given, 9 GiB with the pools before it; must be at most what 'all' around it reserves, 8 GiB",
        }));
    }

    private static string Text(string fault) => fault[(fault.IndexOf(": ", System.StringComparison.Ordinal) + 2)..];
}
