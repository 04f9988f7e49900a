using System;
using System.Globalization;
using System.IO.Enumeration;
using System.Linq;
using Sim.Hosts.Guests.Programs;
using Sim.Kernel;
using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;
using Sim.Traces.Scheduling;

namespace Sim.Hosts.Guests.Behaviours;

/// <summary>Replays the tasks of a scheduling trace, run by run and sleep by sleep.</summary>
/// <remarks>
/// What a task waited for a CPU in the trace is left out: here it waits as the host's scheduler lets it. So it is late where
/// the trace was not, and its later runs are late by as much; sleeps keep their lengths.
/// </remarks>
[Plugin("sched-trace", "Replays tasks of a scheduling trace run by run and sleep by sleep; the response time is from a task's wake-up to the end of its run.")]
public sealed class SchedTrace(SchedTraceOptions options) : IBehaviour, ISchedulingReplay
{
    private const string Everybody = "all";

    private SchedulingTask[] _tasks = [];
    private Duration _span;

    /// <inheritdoc/>
    public FilePath Path => options.Path;

    /// <inheritdoc/>
    public SchedulingTraceOptions Reading => new() { Format = options.Format, Lenient = options.Lenient };

    /// <inheritdoc/>
    public string? Take(SchedulingTrace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        _span = trace.Span;
        SchedulingTask[] named = [.. trace.Tasks.Where(IsNamed)];
        _tasks = [.. named.Where(task => task.Cycles.Count > 0 || task.LastRun > Duration.Zero)];
        return (named.Length, _tasks.Length) switch
        {
            (0, _) => $"'{options.Task}' given; the trace has no such task{Hint(trace)}",
            (_, 0) => $"'{options.Task}' given; the trace shows no whole run of such a task",
            _ => null,
        };
    }

    /// <inheritdoc/>
    public void Build(GuestSystem guest, DemandSeries? demand)
    {
        ArgumentNullException.ThrowIfNull(guest);
        double scale = options.Speed is { } speed ? speed.Megahertz / guest.CoreMhz : 1;
        Duration delay = options.Aligned || _span == Duration.Zero ? Duration.Zero : new Duration(guest.Stream("delay").NextInt(_span.Nanoseconds));
        for (int i = 0; i < _tasks.Length; i++)
        {
            guest.AddThread(i % guest.Vcpus, new CycleProgram(_tasks[i], delay, options.Repeat ? _span : Duration.Zero, scale));
        }
    }

    private string Hint(SchedulingTrace trace) =>
        Edits.Nearest(options.Task, trace.Tasks.Select(task => task.Comm)) is { } nearest ? $"; did you mean '{nearest}'?" : "; sim trace info shows its tasks";

    private bool IsNamed(SchedulingTask task) =>
        options.Task == Everybody
        || task.Tid.ToString(CultureInfo.InvariantCulture) == options.Task
        || FileSystemName.MatchesSimpleExpression(options.Task, task.Comm, ignoreCase: false);
}
