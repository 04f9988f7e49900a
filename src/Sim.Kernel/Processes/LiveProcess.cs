namespace Sim.Kernel.Processes;

/// <summary>A process that has not ended, for checkpoints, debugging and reports of deadlock.</summary>
/// <param name="Name">As given at its start, with its number.</param>
/// <param name="Waiting">What it waits for, and since or until when: <c>1 of teller, 1 of 1 busy, 3 waiting, since 2 s</c>.</param>
/// <param name="HasEvent">Whether an event in the queue ends its wait, as with a delay; else others must.</param>
public sealed record LiveProcess(string Name, string Waiting, bool HasEvent)
{
    /// <summary><c>customer-17: 1 of teller, 1 of 1 busy, 3 waiting, since 2 s</c>.</summary>
    public override string ToString() => $"{Name}: {Waiting}";
}
