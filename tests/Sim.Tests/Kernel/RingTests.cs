using System.Collections.Generic;
using NUnit.Framework;
using Sim.Kernel;
using Sim.Kernel.Collections;
using Sim.Kernel.Random;

namespace Sim.Tests.Kernel;

[TestFixture]
public sealed class RingTests
{
    [Test]
    public void It_does_what_a_queue_does([Range(1, 5)] int seed)
    {
        RandomStream draw = new RandomStreams(seed)["ring"];
        Ring ring = new();
        Queue<long> expected = new();
        for (int step = 0; step < 5000; step++)
        {
            if (expected.Count > 0 && draw.NextBool(0.48))
            {
                Assert.That(ring.Take(), Is.EqualTo(expected.Dequeue()));
            }
            else
            {
                ring.Add(step);
                expected.Enqueue(step);
            }

            Assert.That(ring.Count, Is.EqualTo(expected.Count));
        }
    }

    [Test]
    public void Nothing_can_be_taken_from_none() => Assert.That(() => new Ring().Take(), Throws.TypeOf<InvariantException>());
}
