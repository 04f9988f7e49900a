using System;
using System.Linq;
using Sim.Kernel.Plugins;

namespace Sim.Traces.Scheduling;

/// <summary>What <c>perf sched script</c> and <c>perf script</c> print of <c>sched:</c> events.</summary>
/// <remarks>Times are in microseconds unless perf was run with <c>--ns</c>. Other events and call chains are passed over.</remarks>
[Plugin("perf-sched", "text of perf sched script, or of perf script with sched:sched_switch and sched:sched_wakeup",
    Source = "perf-sched(1), perf-script(1); Linux, include/trace/events/sched.h")]
public sealed class PerfSchedReader : ISchedulingTraceReader
{
    /// <inheritdoc/>
    public int Recognises(TraceProbe probe)
    {
        ArgumentNullException.ThrowIfNull(probe);
        return probe.Lines.Any(line => line.Contains(" sched:sched_", StringComparison.Ordinal)) ? 95 : 0;
    }

    /// <inheritdoc/>
    public void Read(SchedulingReading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        new SchedText(reading, "sched:").ReadAll();
    }
}
