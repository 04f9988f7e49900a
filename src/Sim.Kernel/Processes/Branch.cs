namespace Sim.Kernel.Processes;

/// <summary>The first wait of a choice.</summary>
/// <typeparam name="TWait">The kind of wait.</typeparam>
public readonly struct Branch<TWait> : IBranches
    where TWait : struct, IWait
{
    private readonly TWait _wait;

    internal Branch(TWait wait) => _wait = wait;

    int IBranches.Count => 1;

    int IBranches.TryFirst(ProcessBox owner) => _wait.TryNow(owner) ? 0 : -1;

    void IBranches.BeginAny(ProcessBox owner) => owner.Node = _wait.Begin(owner, 0);
}
