namespace Sim.Kernel.Processes;

/// <summary>No wait to join yet.</summary>
public readonly struct NoBranches : IJoinableBranches
{
    int IJoinableBranches.BeginAll(ProcessBox owner) => 0;
}
