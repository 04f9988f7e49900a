namespace Sim.Kernel.Processes;

/// <summary>
/// Something a process can await that can also be combined: <c>FirstOf</c>, <c>Within</c>. Only Sim implements it. A
/// value of it is a description: nothing is taken or queued before it is awaited.
/// </summary>
public interface IWait
{
    /// <summary>Where it is waited for; null where there is nothing left to wait for.</summary>
    internal ProcessRuntime? Runtime { get; }

    /// <summary>Completes the wait at once where it need not wait; what it yields lies in the owner's node.</summary>
    internal bool TryNow(ProcessBox owner);

    /// <summary>Joins the queue.</summary>
    internal WaitNode Begin(ProcessBox owner, int branch);
}
