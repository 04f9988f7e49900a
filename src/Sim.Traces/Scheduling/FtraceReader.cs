using System;
using System.Linq;
using System.Text;
using Sim.Kernel.Plugins;

namespace Sim.Traces.Scheduling;

/// <summary>The text of the kernel's own tracer: the files <c>trace</c> and <c>trace_pipe</c>, and what <c>trace-cmd report</c> prints.</summary>
/// <remarks>Times are in microseconds unless trace-cmd was run with <c>-t</c>. Other events are passed over.</remarks>
[Plugin("ftrace", "text of ftrace's trace or trace_pipe, or of trace-cmd report, with sched_switch and sched_wakeup",
    Source = "Linux, Documentation/trace/ftrace.rst, include/trace/events/sched.h; trace-cmd-report(1)")]
public sealed class FtraceReader : ISchedulingTraceReader
{
    /// <inheritdoc/>
    public int Recognises(TraceProbe probe)
    {
        ArgumentNullException.ThrowIfNull(probe);
        bool header = probe.FirstLine.StartsWith("# tracer:", StringComparison.Ordinal)
            || probe.Lines.Any(line => line.StartsWith("cpus=", StringComparison.Ordinal));
        return header || probe.Lines.Any(IsEvent) ? 90 : 0;
    }

    /// <inheritdoc/>
    public void Read(SchedulingReading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        new SchedText(reading, "").ReadAll();
    }

    private static bool IsEvent(string line) =>
        EventLine.TryParse(Encoding.UTF8.GetBytes(line), out EventLine parsed) && !parsed.Name.Contains((byte)':');
}
