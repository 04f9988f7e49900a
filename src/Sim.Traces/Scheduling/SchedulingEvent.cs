namespace Sim.Traces.Scheduling;

/// <summary>One event of a scheduling trace.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="TimeNs">When, in nanoseconds of the trace's own clock.</param>
/// <param name="Cpu">Of a switch, the CPU; of a wake-up, where it was seen.</param>
/// <param name="Tid">Of a switch, the thread that leaves the CPU; of a wake-up, the thread woken.</param>
/// <param name="NextTid">Of a switch, the thread that the CPU goes to; otherwise 0.</param>
/// <param name="Leaving">Of a switch, why <paramref name="Tid"/> leaves.</param>
public readonly record struct SchedulingEvent(
    SchedulingEventKind Kind, long TimeNs, int Cpu, int Tid, int NextTid, LeavingState Leaving);
