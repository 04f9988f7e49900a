namespace Sim.Kernel.Processes;

/// <summary>A choice with one more wait.</summary>
/// <typeparam name="TOthers">The waits before it.</typeparam>
/// <typeparam name="TWait">The kind of wait.</typeparam>
public readonly struct Branches<TOthers, TWait> : IBranches
    where TOthers : struct, IBranches
    where TWait : struct, IWait
{
    private readonly TOthers _others;
    private readonly TWait _wait;

    internal Branches(TOthers others, TWait wait)
    {
        _others = others;
        _wait = wait;
    }

    int IBranches.Count => _others.Count + 1;

    int IBranches.TryFirst(ProcessBox owner)
    {
        int first = _others.TryFirst(owner);
        return first >= 0 ? first
            : _wait.TryNow(owner) ? _others.Count
            : -1;
    }

    void IBranches.BeginAny(ProcessBox owner)
    {
        _others.BeginAny(owner);
        WaitNode node = _wait.Begin(owner, _others.Count);
        node.Sibling = owner.Node;
        owner.Node = node;
    }
}
