namespace Sim.Kernel.Processes;

/// <summary>The waits of a combined one, in order. Only Sim implements it.</summary>
public interface IBranches
{
    internal int Count { get; }

    /// <summary>Completes the first branch that need not wait.</summary>
    /// <returns>Which; -1 where none.</returns>
    internal int TryFirst(ProcessBox owner);

    /// <summary>Lets every branch join its queue, in order.</summary>
    internal void BeginAny(ProcessBox owner);
}
