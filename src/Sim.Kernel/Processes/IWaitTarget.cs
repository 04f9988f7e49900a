namespace Sim.Kernel.Processes;

/// <summary>A resource whose waits yield nothing but having happened; see <see cref="ResourceWait"/>.</summary>
internal interface IWaitTarget : IWaitSource
{
    ProcessRuntime Runtime { get; }

    /// <summary>Completes a wait at once where it need not wait.</summary>
    /// <param name="amount">How much; each resource has its own unit.</param>
    /// <param name="kind">What more it must know; each resource has its own meaning.</param>
    bool TryNow(long amount, long kind);

    /// <summary>Joins the queue.</summary>
    WaitNode Begin(ProcessBox owner, int branch, long amount, long kind);

    /// <summary>A node for a wait completed at once, to undo it.</summary>
    WaitNode Done(ProcessBox owner, int branch, long amount, long kind) => Runtime.Rent(Runtime, owner, branch);
}
