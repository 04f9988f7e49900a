namespace Sim.Kernel.Processes;

/// <summary>Waits to join, with one more.</summary>
/// <typeparam name="TOthers">The waits before it.</typeparam>
/// <typeparam name="TWait">The kind of wait.</typeparam>
public readonly struct JoinableBranches<TOthers, TWait> : IJoinableBranches
    where TOthers : struct, IJoinableBranches
    where TWait : struct, IJoinableWait
{
    private readonly TOthers _others;
    private readonly TWait _wait;

    internal JoinableBranches(TOthers others, TWait wait)
    {
        _others = others;
        _wait = wait;
    }

    int IJoinableBranches.BeginAll(ProcessBox owner)
    {
        int branch = _others.BeginAll(owner);
        bool done = _wait.TryNow(owner);
        WaitNode node = done ? _wait.Done(owner, branch) : _wait.Begin(owner, branch);
        node.IsDone = done;
        owner.Missing += done ? (byte)0 : (byte)1;
        node.Sibling = owner.Node;
        owner.Node = node;
        return branch + 1;
    }
}
