using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Random;

namespace Sim.Tests.Hosts.Cpu.Scheduling;

[TestFixture]
public sealed class VcpuTreeTests
{
    // Against a sorted list, over thousands of random changes of two trees that share their ids.
    [Test]
    public void It_does_what_a_sorted_list_does([Range(1, 20)] int seed)
    {
        RandomStream draw = new RandomStreams(seed)["tree"];
        VcpuTree tree = new(60);
        VcpuTree other = new(tree);
        List<(long Key, int Id, long Value)> expected = [];
        for (int step = 0; step < 3000; step++)
        {
            int id = (int)draw.NextInt(60);
            int at = expected.FindIndex(entry => entry.Id == id);
            if (at >= 0)
            {
                tree.Remove(id);
                expected.RemoveAt(at);
            }
            else if (other.Has(id))
            {
                other.Remove(id);
            }
            else if (draw.NextBool(0.2))
            {
                other.Add(id, draw.NextInt(30));
            }
            else
            {
                (long key, long value) = (draw.NextInt(40), draw.NextInt(40));
                tree.Add(id, key, value);
                expected.Add((key, id, value));
                expected.Sort();
            }

            Assert.That(InOrder(tree), Is.EqualTo(expected.Select(entry => entry.Id)));
            Assert.That(tree.Count, Is.EqualTo(expected.Count));
            Assert.That(tree.Last(), Is.EqualTo(expected.Count == 0 ? -1 : expected[^1].Id));
            Assert.That(tree.SmallestValue, Is.EqualTo(expected.Count == 0 ? long.MaxValue : expected.Min(entry => entry.Value)));
            long limit = draw.NextInt(40);
            int best = expected.Where(entry => entry.Key <= limit).OrderBy(entry => entry.Value).Select(entry => entry.Id).DefaultIfEmpty(-1).First();
            Assert.That(tree.SmallestValueUpTo(limit), Is.EqualTo(best));
        }
    }

    private static IEnumerable<int> InOrder(VcpuTree tree)
    {
        for (int id = tree.First; id >= 0; id = tree.After(id))
        {
            yield return id;
        }
    }
}
