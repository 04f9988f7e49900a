namespace Sim.Traces.Scheduling;

/// <summary>What happened in a scheduling trace.</summary>
public enum SchedulingEventKind
{
    /// <summary>A CPU went from one task to another (<c>sched_switch</c>).</summary>
    Switch,

    /// <summary>A task became ready to run (<c>sched_wakeup</c>).</summary>
    Wakeup,

    /// <summary>A new task became ready to run for the first time (<c>sched_wakeup_new</c>).</summary>
    WakeupNew,

    /// <summary>Somebody began to wake a task (<c>sched_waking</c>); it counts as woken only where no wake-up follows.</summary>
    Waking,
}
