namespace Sim.Traces.Scheduling;

/// <summary>Why a task left its CPU.</summary>
public enum LeavingState
{
    /// <summary>It was preempted or yielded and could go on at once.</summary>
    Preempted,

    /// <summary>It waits for something: sleep, input or output, a lock, a stop.</summary>
    Blocked,

    /// <summary>It exited.</summary>
    Exited,
}
