using System;
using Sim.Kernel.Plugins;

namespace Sim.Traces.Scheduling;

/// <summary>A table of scheduling events, as scripts make them of LTTng and other traces.</summary>
/// <remarks>
/// The columns <c>t_ns,cpu,event,prev_comm,prev_tid,prev_prio,prev_state,next_comm,next_tid,next_prio,comm,tid</c> in any
/// order; more are passed over, and the names and priorities may be missing.
/// </remarks>
[Plugin("sched-csv", "a table of scheduler events: t_ns,cpu,event,prev_comm,prev_tid,prev_prio,prev_state,next_comm,...",
    Source = "RFC 4180; event and field names of Linux, include/trace/events/sched.h")]
public sealed class SchedCsvReader : ISchedulingTraceReader
{
    /// <inheritdoc/>
    public int Recognises(TraceProbe probe)
    {
        ArgumentNullException.ThrowIfNull(probe);
        string[] names = Array.ConvertAll(probe.FirstLine.Split(','), name => name.Trim(' ', '"'));
        return Array.TrueForAll(SchedCsvFile.Required, name => Array.IndexOf(names, name) >= 0) ? 98 : 0;
    }

    /// <inheritdoc/>
    public void Read(SchedulingReading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        new SchedCsvFile(reading).ReadAll();
    }
}
