namespace Sim.Kernel.Processes;

/// <summary>A process with a result.</summary>
internal abstract class ResultBox<T>() : ProcessBox(keepsResult: true)
{
    /// <summary>What the method returned; only in state <see cref="ProcessState.Ended"/> without an error.</summary>
    public T? Result;
}
