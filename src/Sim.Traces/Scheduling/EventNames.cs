using System;

namespace Sim.Traces.Scheduling;

/// <summary>The kernel's names of scheduling events.</summary>
internal static class EventNames
{
    /// <summary>The kind of an event by its name without the group; false where it is none that is read.</summary>
    public static bool TryParse(ReadOnlySpan<byte> name, out SchedulingEventKind kind)
    {
        SchedulingEventKind? found = name switch
        {
            _ when name.SequenceEqual("sched_switch"u8) => SchedulingEventKind.Switch,
            _ when name.SequenceEqual("sched_wakeup"u8) => SchedulingEventKind.Wakeup,
            _ when name.SequenceEqual("sched_wakeup_new"u8) => SchedulingEventKind.WakeupNew,
            _ when name.SequenceEqual("sched_waking"u8) => SchedulingEventKind.Waking,
            _ => null,
        };
        kind = found ?? default;
        return found is not null;
    }
}
