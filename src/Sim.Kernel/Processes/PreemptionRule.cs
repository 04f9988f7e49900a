namespace Sim.Kernel.Processes;

/// <summary>What becomes of a service that a more urgent one has pushed aside.</summary>
public enum PreemptionRule
{
    /// <summary>It goes on later where it stopped.</summary>
    Resume,

    /// <summary>It begins again from the start, with the same length.</summary>
    Restart,
}
