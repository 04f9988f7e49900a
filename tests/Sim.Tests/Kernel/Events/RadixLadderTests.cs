using Sim.Kernel.Events;

namespace Sim.Tests.Kernel.Events;

public sealed class RadixLadderTests : EventQueueContract
{
    protected override IEventQueue Create() => new RadixLadder();
}
