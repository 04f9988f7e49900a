using System;

namespace Sim.Kernel.Processes;

/// <summary>A wait in a store's queue, with the item it brings (a take) or wants to leave (a put). Pooled by the store.</summary>
internal sealed class StoreNode<T>(ProcessRuntime runtime, Store<T> store) : WaitNode(runtime)
{
    public T? Item;

    /// <summary>Which items a take accepts; all where null.</summary>
    public Predicate<T>? Filter;

    /// <inheritdoc/>
    public override void Free() => store.Give(this);
}
