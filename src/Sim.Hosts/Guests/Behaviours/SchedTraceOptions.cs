using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Guests.Behaviours;

/// <summary>Options of <see cref="SchedTrace"/>.</summary>
public sealed record SchedTraceOptions
{
    /// <summary>The trace.</summary>
    [Key("path", "Scheduling trace (sim list scheduling-traces), relative to this file.", Required = true, Example = "perf-sched.txt")]
    public FilePath Path { get; init; } = new("", "");

    /// <summary>Its format; null: recognised from the file.</summary>
    [Key("format", "Format of the trace. Left out: recognised from the file.", Names = "scheduling-traces", Example = "perf-sched")]
    public string? Format { get; init; }

    /// <summary>Whether bad rows are skipped and counted rather than refused.</summary>
    [Key("lenient", "Whether bad rows are skipped rather than refused.")]
    public bool Lenient { get; init; }

    /// <summary>Which tasks: a thread id, a name, a pattern of names, or 'all'.</summary>
    [Key("task", "Tasks to replay: a thread id, a name, names with * and ?, or 'all'. Each is a thread of the VM, on its vCPUs in turn.", Example = "CPU */KVM")]
    public string Task { get; init; } = "all";

    /// <summary>The speed at which the trace's tasks ran; null: that of whichever host they are replayed on.</summary>
    [Key("speed", "Clock at which the trace was taken: a run is so many cycles. Left out: that of the host.", Min = 1e6, Max = 1e11, Example = "2.6 GHz")]
    public Frequency? Speed { get; init; }

    /// <summary>Whether the trace begins anew when its span is over; else the threads end with their last run.</summary>
    [Key("repeat", "Whether the trace begins anew when its span is over; else threads end with their last run.")]
    public bool Repeat { get; init; } = true;

    /// <summary>Whether every VM begins with the trace's beginning; else after a random part of its span.</summary>
    [Key("aligned", "Whether every VM begins the trace at once; else after a random part of the trace's span.")]
    public bool Aligned { get; init; } = true;
}
