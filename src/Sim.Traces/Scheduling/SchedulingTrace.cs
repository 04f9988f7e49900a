using System.Collections.Generic;
using Sim.Kernel.Quantities;
using Sim.Kernel.Results;

namespace Sim.Traces.Scheduling;

/// <summary>A scheduling trace, whatever format it came in: what every task asked of its CPUs.</summary>
public sealed record SchedulingTrace
{
    /// <summary>The time of the first switch, in ns of the trace's own clock (usually since boot).</summary>
    public required long OriginNs { get; init; }

    /// <summary>From the first switch to the last.</summary>
    public required Duration Span { get; init; }

    /// <summary>The CPUs that switched, in order of their numbers.</summary>
    public required IReadOnlyList<SchedulingCpu> Cpus { get; init; }

    /// <summary>The tasks in the order in which they are first named.</summary>
    public required IReadOnlyList<SchedulingTask> Tasks { get; init; }

    /// <summary>Switches.</summary>
    public required long Switches { get; init; }

    /// <summary>Wake-ups, those of new tasks included.</summary>
    public required long Wakeups { get; init; }

    /// <summary>Beginnings of wake-ups (<c>sched_waking</c>).</summary>
    public required long Wakings { get; init; }

    /// <summary>Switches that leave another task than the last one of their CPU went to.</summary>
    public required long ChainBreaks { get; init; }

    /// <summary>Events that the recorder says it lost.</summary>
    public required long LostEvents { get; init; }

    /// <summary>Events of other kinds, passed over.</summary>
    public required long OtherEvents { get; init; }

    /// <summary>CPU time used over CPU time there was, from 0 to 1.</summary>
    public required double BusyShare { get; init; }

    /// <summary>What reading it came upon.</summary>
    public required ReadReport Report { get; init; }

    /// <summary>The file, its size and hash.</summary>
    public required InputFile Input { get; init; }
}
