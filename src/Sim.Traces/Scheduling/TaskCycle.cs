namespace Sim.Traces.Scheduling;

/// <summary>What a task asked for between two wake-ups.</summary>
/// <param name="RunNs">CPU time until it blocked of its own accord, in ns; pieces parted by preemption are one.</param>
/// <param name="SleepNs">From when it left the CPU until it was woken, not until it ran, in ns.</param>
public readonly record struct TaskCycle(long RunNs, long SleepNs);
