using Sim.Kernel.Events;

namespace Sim.Tests.Kernel.Events;

public sealed class QuaternaryHeapTests : EventQueueContract
{
    protected override IEventQueue Create() => new QuaternaryHeap();
}
