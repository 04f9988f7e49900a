using System.Linq;
using NUnit.Framework;
using Sim.CoreEmulator.Timing.Caches;

namespace Sim.Tests.CoreEmulator.Timing.Caches;

/// <summary>What every replacement policy does.</summary>
internal abstract class ReplacementPolicyContract
{
    protected abstract IReplacementPolicy Make();

    [Test]
    public void Victims_are_ways_of_the_set([Values(1, 2, 3, 8, 12, 16, 64)] int ways)
    {
        IReplacementPolicy policy = Started(4, ways);
        for (int n = 0; n < 1000; n++)
        {
            int victim = policy.Victim(n % 4);
            Assert.That(victim, Is.InRange(0, ways - 1));
            policy.Filled(n % 4, victim, n % 7 == 0);
            policy.Touched(n % 4, (n * 5) % ways);
        }
    }

    [Test]
    public void Two_of_a_kind_choose_alike()
    {
        Assert.That(Choices(Started(8, 4)), Is.EqualTo(Choices(Started(8, 4))));
    }

    [Test]
    public void Over_time_every_way_gives_way()
    {
        IReplacementPolicy policy = Started(1, 8);
        int[] victims = [.. Enumerable.Range(0, 2000).Select(_ =>
        {
            int victim = policy.Victim(0);
            policy.Filled(0, victim, isPrefetch: false);
            return victim;
        })];
        Assert.That(victims.Distinct().Count(), Is.EqualTo(8));
    }

    protected IReplacementPolicy Started(int sets, int ways)
    {
        IReplacementPolicy policy = Make();
        policy.Start(sets, ways);
        for (int set = 0; set < sets; set++)
        {
            for (int way = 0; way < ways; way++)
            {
                policy.Filled(set, way, isPrefetch: false);
            }
        }

        return policy;
    }

    private static int[] Choices(IReplacementPolicy policy) => [.. Enumerable.Range(0, 200).Select(n =>
    {
        int victim = policy.Victim(n % 8);
        policy.Filled(n % 8, victim, isPrefetch: false);
        policy.Touched(n % 8, n % 4);
        return victim;
    })];
}
