using System.Collections.Generic;
using NUnit.Framework;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel;
using Sim.Kernel.Random;

namespace Sim.Tests.Hosts.Cpu.Scheduling;

[TestFixture]
public sealed class VcpuQueueTests
{
    [Test]
    public void It_does_what_a_list_does([Range(1, 10)] int seed)
    {
        RandomStream draw = new RandomStreams(seed)["queue"];
        VcpuQueue queue = new();
        queue.Reset(20);
        List<int> expected = [];
        for (int step = 0; step < 2000; step++)
        {
            int vcpu = (int)draw.NextInt(20);
            if (queue.Has(vcpu))
            {
                queue.Remove(vcpu);
                expected.Remove(vcpu);
            }
            else if (expected.Count > 0 && draw.NextBool(0.3))
            {
                int place = (int)draw.NextInt(expected.Count);
                queue.Insert(vcpu, expected[place]);
                expected.Insert(place + 1, vcpu);
            }
            else if (draw.NextBool(0.3))
            {
                queue.AddFirst(vcpu);
                expected.Insert(0, vcpu);
            }
            else
            {
                queue.Add(vcpu);
                expected.Add(vcpu);
            }

            List<int> found = [];
            for (int at = queue.First; at >= 0; at = queue.After(at))
            {
                found.Add(at);
            }

            Assert.That(found, Is.EqualTo(expected));
            Assert.That(queue.Last, Is.EqualTo(expected.Count == 0 ? -1 : expected[^1]));
        }
    }

    [Test]
    public void Nobody_is_in_line_twice()
    {
        VcpuQueue queue = new();
        queue.Reset(2);
        queue.Add(1);
        Assert.That(() => queue.Add(1), Throws.TypeOf<InvariantException>());
        Assert.That(() => queue.Remove(0), Throws.TypeOf<InvariantException>());
    }
}
