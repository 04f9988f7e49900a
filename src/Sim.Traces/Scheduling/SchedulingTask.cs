using System;
using System.Collections.Generic;
using System.Globalization;
using Sim.Kernel.Quantities;

namespace Sim.Traces.Scheduling;

/// <summary>One task of a scheduling trace. The idle tasks (thread 0 of each CPU) are none.</summary>
/// <remarks>A thread number that the system used again counts as the same task.</remarks>
public sealed record SchedulingTask
{
    private const int FirstNormalPriority = 100;
    private const int DefaultPriority = 120;
    private const int LastPriority = 139;

    /// <summary>Its thread id.</summary>
    public required int Tid { get; init; }

    /// <summary>Its name as last seen, at most 15 bytes in Linux.</summary>
    public required string Comm { get; init; }

    /// <summary>Its kernel priority as last seen: 0 to 99 real time, 120 for nice 0; null where no event tells.</summary>
    public int? Priority { get; init; }

    /// <summary>What it asked for, in order. A run whose beginning the trace does not show is left out, with the sleep after it.</summary>
    public required IReadOnlyList<TaskCycle> Cycles { get; init; }

    /// <summary>When the first of <see cref="Cycles"/> begins, or without cycles <see cref="LastRun"/>: from the trace's first switch.</summary>
    public Duration Begin { get; init; }

    /// <summary>The run after its last wake-up, ended by its exit or the end of the trace; zero where its beginning is not shown.</summary>
    public Duration LastRun { get; init; }

    /// <summary>Whether it exited.</summary>
    public bool Exited { get; init; }

    /// <summary>All its time on CPUs, between switches.</summary>
    public Duration Running { get; init; }

    /// <summary>All its time ready to run without a CPU. For a vCPU's thread that is what its guest sees as steal.</summary>
    public Duration Ready { get; init; }

    /// <summary>Sleeps whose end was taken from the next run because no event says when it was woken.</summary>
    public long UnseenWakeups { get; init; }

    /// <summary>Its nice value, -20 to 19; null for real-time tasks and where the priority is unknown.</summary>
    public int? Nice => Priority is >= FirstNormalPriority and <= LastPriority ? Priority - DefaultPriority : null;

    /// <summary>The number of the vCPU that it runs, where it is such a thread of QEMU (<c>CPU 3/KVM</c>).</summary>
    public int? KvmVcpu =>
        Comm.StartsWith("CPU ", StringComparison.Ordinal)
        && Comm.EndsWith("/KVM", StringComparison.Ordinal)
        && int.TryParse(Comm.AsSpan(4..^4), NumberStyles.None, CultureInfo.InvariantCulture, out int vcpu)
            ? vcpu
            : null;
}
