namespace Sim.Kernel.Processes;

/// <summary>The waits of which all must complete, in order. Only Sim implements it.</summary>
public interface IJoinableBranches
{
    /// <summary>Completes the branches that need not wait, and lets the others join their queues.</summary>
    /// <returns>How many branches there are.</returns>
    internal int BeginAll(ProcessBox owner);
}
