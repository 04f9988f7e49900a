namespace Sim.Traces.Scheduling;

/// <summary>Where a task is while a trace is read.</summary>
internal enum TaskPhase
{
    /// <summary>Not seen yet, or events of it are missing.</summary>
    Unknown,

    /// <summary>On a CPU.</summary>
    Running,

    /// <summary>Waiting for a CPU.</summary>
    Ready,

    /// <summary>Waiting to be woken.</summary>
    Sleeping,

    /// <summary>Gone.</summary>
    Exited,
}
