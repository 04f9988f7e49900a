namespace Sim.Kernel.Processes;

/// <summary>No wait to join yet.</summary>
public readonly struct NoBranches : IJoinableBranches
{
    private readonly ProcessRuntime _runtime;

    internal NoBranches(ProcessRuntime runtime) => _runtime = runtime;

    ProcessRuntime IJoinableBranches.Runtime => _runtime;

    int IJoinableBranches.BeginAll(ProcessBox owner) => 0;
}
