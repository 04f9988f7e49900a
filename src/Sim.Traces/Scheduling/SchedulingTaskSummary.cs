using System;

namespace Sim.Traces.Scheduling;

/// <summary>One task in a summary.</summary>
/// <param name="Tid">Its thread id.</param>
/// <param name="Comm">Its name.</param>
/// <param name="Nice">Its nice value; null for real-time tasks and where the priority is unknown.</param>
/// <param name="RunningMs">CPU time, ms.</param>
/// <param name="ReadyMs">Time waiting for a CPU, ms.</param>
/// <param name="Cycles">Whole cycles of run and sleep.</param>
public sealed record SchedulingTaskSummary(int Tid, string Comm, int? Nice, double RunningMs, double ReadyMs, int Cycles)
{
    /// <summary>The summary of a task.</summary>
    public static SchedulingTaskSummary Of(SchedulingTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return new SchedulingTaskSummary(
            task.Tid, task.Comm, task.Nice, task.Running.Nanoseconds / 1e6, task.Ready.Nanoseconds / 1e6, task.Cycles.Count);
    }
}
