namespace Sim.Kernel.Processes;

/// <summary>Waits in the order in which they came: a ring through the nodes, so that any can leave at once.</summary>
internal struct WaitList
{
    /// <summary>The one that came first.</summary>
    public WaitNode? First { get; private set; }

    public void Add(WaitNode node)
    {
        if (First is null)
        {
            First = node.Before = node.After = node;
            return;
        }

        WaitNode last = First.Before!;
        (node.Before, node.After) = (last, First);
        last.After = First.Before = node;
    }

    public void Remove(WaitNode node)
    {
        if (ReferenceEquals(node.After, node))
        {
            First = null;
        }
        else
        {
            node.Before!.After = node.After;
            node.After!.Before = node.Before;
            First = ReferenceEquals(First, node) ? node.After : First;
        }

        node.Before = node.After = null;
    }
}
