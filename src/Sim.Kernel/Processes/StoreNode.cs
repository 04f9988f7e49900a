namespace Sim.Kernel.Processes;

/// <summary>A wait in a store's queue, with the item it brings or wants.</summary>
internal sealed class StoreNode<T>(ProcessRuntime runtime) : WaitNode(runtime)
{
    public T? Item;
}
