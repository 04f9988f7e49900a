namespace Sim.Kernel.Processes;

/// <summary>An awaiter that a process can wait for.</summary>
internal interface ISuspending
{
    /// <summary>Begins the wait; called once, after the awaiter has said that it is not completed.</summary>
    void Suspend(ProcessBox box);
}
