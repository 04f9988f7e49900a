using NUnit.Framework;
using Sim.Experiments.Comparing;

namespace Sim.Tests.Experiments.Comparing;

internal sealed class ReplicationSeedTests
{
    [TestCase(7, 1, 7)]
    [TestCase(7, 3, 9)]
    [TestCase(0, 1, 0)]
    [TestCase(long.MaxValue, 2, 0)]
    public void The_first_is_the_scenarios_and_the_next_follow(long seed, int replication, long expected) =>
        Assert.That(ReplicationSeed.Of(seed, replication), Is.EqualTo(expected));
}
