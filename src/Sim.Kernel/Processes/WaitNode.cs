using Sim.Kernel.Events;
using Sim.Kernel.Quantities;

namespace Sim.Kernel.Processes;

/// <summary>One wait of one process in one queue; a combined wait has a node for each branch. Pooled by the runtime.</summary>
internal class WaitNode(ProcessRuntime runtime) : IEventHandler
{
    public readonly ProcessRuntime Runtime = runtime;

    /// <summary>Who waits; null in the pool.</summary>
    public ProcessBox? Owner;

    /// <summary>What holds it.</summary>
    public IWaitSource? Source;

    /// <summary>The next branch of the same wait, or in the pool.</summary>
    public WaitNode? Sibling;

    // The links of the list it stands in.
    public WaitNode? Before;
    public WaitNode? After;

    public EventHandle Timer;

    /// <summary>Since when it waits.</summary>
    public SimTime Since;

    /// <summary>How much it wants.</summary>
    public long Amount;

    /// <summary>Its place in a queue by priority: the smallest first, then by <see cref="Sequence"/>.</summary>
    public long Key;
    public long Sequence;

    /// <summary>Where it stands in a heap.</summary>
    public int Position;

    /// <summary>Which branch of a combined wait it is.</summary>
    public int Branch;

    /// <summary>Whether it has completed; it is then in no queue.</summary>
    public bool IsDone;

    /// <summary>Whether it brings an item of a store, to be read before it is freed.</summary>
    public bool HasItem;

    /// <summary>Tells apart the waits that this node has served.</summary>
    public uint Version;

    /// <inheritdoc/>
    public void Handle(Simulation simulation, int operation, long payload)
    {
        Runtime.Enter();
        Source!.Elapsed(this);
        Runtime.Leave();
    }

    /// <summary>Back to the pool.</summary>
    public virtual void Free() => Runtime.Give(this);

    /// <summary>For failure texts.</summary>
    public override string ToString() => Runtime.HandlerName(Owner?.Name ?? "a wait");
}
