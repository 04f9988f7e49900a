using Sim.Kernel.Plugins;

namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>Switches of <see cref="Eevdf"/>, as in the kernel's sched/features; the defaults are those of Linux 6.18.</summary>
public sealed record EevdfFeatures
{
    /// <summary>RUN_TO_PARITY.</summary>
    [Key("runToParity", "Whether who runs keeps its pCPU for the shortest slice of all in the queue; else for one base slice of a single CPU.")]
    public bool RunToParity { get; init; } = true;

    /// <summary>PREEMPT_SHORT.</summary>
    [Key("preemptShort", "Whether an eligible waker with a shorter slice breaks that protection.")]
    public bool PreemptShort { get; init; } = true;

    /// <summary>WAKEUP_PREEMPTION.</summary>
    [Key("wakeupPreemption", "Whether one that wakes may take the pCPU before the tick.")]
    public bool WakeupPreemption { get; init; } = true;

    /// <summary>PLACE_LAG.</summary>
    [Key("placeLag", "Whether lag outlasts sleep; else all wake without any.")]
    public bool PlaceLag { get; init; } = true;

    /// <summary>PLACE_DEADLINE_INITIAL.</summary>
    [Key("placeDeadlineInitial", "Whether the first deadline is half a slice away.")]
    public bool PlaceDeadlineInitial { get; init; } = true;

    /// <summary>PLACE_REL_DEADLINE.</summary>
    [Key("placeRelativeDeadline", "Whether who is moved to another queue keeps what is left until its deadline.")]
    public bool PlaceRelativeDeadline { get; init; } = true;

    /// <summary>DELAY_DEQUEUE.</summary>
    [Key("delayDequeue", "Whether who blocks ahead of its share stays queued until it has paid that back.")]
    public bool DelayDequeue { get; init; } = true;

    /// <summary>DELAY_ZERO.</summary>
    [Key("delayZero", "Whether it then keeps no lag that it has gained while asleep.")]
    public bool DelayZero { get; init; } = true;

    /// <summary>PICK_BUDDY.</summary>
    [Key("pickBuddy", "Whether the target of a directed yield runs next if it is eligible.")]
    public bool PickBuddy { get; init; } = true;

    /// <summary>Since 6.18: yielding takes the rest of the slice.</summary>
    [Key("forfeitOnYield", "Whether who yields is charged up to its deadline; else only the deadline is put off.")]
    public bool ForfeitOnYield { get; init; } = true;
}
