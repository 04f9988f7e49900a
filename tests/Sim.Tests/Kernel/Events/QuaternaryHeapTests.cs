using NUnit.Framework;
using Sim.Kernel;
using Sim.Kernel.Events;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Kernel.Events;

public sealed class QuaternaryHeapTests : EventQueueContract
{
    [Test]
    public void Removing_a_slot_twice_breaks_an_invariant()
    {
        QuaternaryHeap heap = new();
        heap.Add(0, new EventKey(SimTime.Zero, 0, 0));
        heap.Add(1, new EventKey(SimTime.Zero, 0, 1));
        heap.Remove(1);
        Assert.That(() => heap.Remove(1), Throws.TypeOf<InvariantException>());
    }

    protected override IEventQueue Create() => new QuaternaryHeap();
}
