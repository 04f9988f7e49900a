using System;
using System.Collections.Generic;
using System.Linq;
using Sim.Kernel;

namespace Sim.Traces.Scheduling;

/// <summary>What a scheduling trace is like, for people and for <c>--json</c>.</summary>
public sealed record SchedulingSummary
{
    private const int MostTasks = 10;

    /// <summary>The format.</summary>
    public required string Format { get; init; }

    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>The file's size in bytes, as it lies.</summary>
    public required long Bytes { get; init; }

    /// <summary>The file's SHA-256.</summary>
    public required string Sha256 { get; init; }

    /// <summary>From the first switch to the last, in s.</summary>
    public required double SpanSeconds { get; init; }

    /// <summary>The CPUs.</summary>
    public required IReadOnlyList<SchedulingCpu> Cpus { get; init; }

    /// <summary>CPU time used over CPU time there was, in %.</summary>
    public required double BusyPct { get; init; }

    /// <summary>Tasks, the idle ones not counted.</summary>
    public required int Tasks { get; init; }

    /// <summary>Tasks that exited.</summary>
    public required int Exited { get; init; }

    /// <summary>Switches.</summary>
    public required long Switches { get; init; }

    /// <summary>Wake-ups.</summary>
    public required long Wakeups { get; init; }

    /// <summary>Beginnings of wake-ups.</summary>
    public required long Wakings { get; init; }

    /// <summary>Sleeps whose end no event tells.</summary>
    public required long UnseenWakeups { get; init; }

    /// <summary>Switches that do not follow from the one before.</summary>
    public required long ChainBreaks { get; init; }

    /// <summary>Events that the recorder lost.</summary>
    public required long LostEvents { get; init; }

    /// <summary>Events of other kinds.</summary>
    public required long OtherEvents { get; init; }

    /// <summary>Faulty rows left out.</summary>
    public required long Skipped { get; init; }

    /// <summary>Whole cycles of run and sleep, all tasks together.</summary>
    public required int Cycles { get; init; }

    /// <summary>Least, q25, median, q75, q95, largest run of a cycle in us; empty without cycles.</summary>
    public required IReadOnlyList<double> RunUs { get; init; }

    /// <summary>Least, q25, median, q75, q95, largest sleep of a cycle in us; empty without cycles.</summary>
    public required IReadOnlyList<double> SleepUs { get; init; }

    /// <summary>The tasks that ran longest.</summary>
    public required IReadOnlyList<SchedulingTaskSummary> Busiest { get; init; }

    /// <summary>The threads of KVM's vCPUs; empty where the trace is not of a KVM host.</summary>
    public required IReadOnlyList<SchedulingTaskSummary> KvmVcpus { get; init; }

    /// <summary>The first faults behind <see cref="Skipped"/>.</summary>
    public IReadOnlyList<InputError> FirstFaults { get; init; } = [];

    /// <summary>The summary of a trace.</summary>
    public static SchedulingSummary Of(SchedulingTrace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        TaskCycle[] cycles = [.. trace.Tasks.SelectMany(task => task.Cycles)];
        return new SchedulingSummary
        {
            Format = trace.Report.Format,
            Path = trace.Input.Path,
            Bytes = trace.Input.Bytes,
            Sha256 = trace.Input.Sha256,
            SpanSeconds = trace.Span.Seconds,
            Cpus = trace.Cpus,
            BusyPct = trace.BusyShare * 100,
            Tasks = trace.Tasks.Count,
            Exited = trace.Tasks.Count(task => task.Exited),
            Switches = trace.Switches,
            Wakeups = trace.Wakeups,
            Wakings = trace.Wakings,
            UnseenWakeups = trace.Tasks.Sum(task => task.UnseenWakeups),
            ChainBreaks = trace.ChainBreaks,
            LostEvents = trace.LostEvents,
            OtherEvents = trace.OtherEvents,
            Skipped = trace.Report.Skipped,
            FirstFaults = trace.Report.FirstFaults,
            Cycles = cycles.Length,
            RunUs = Quantiles([.. cycles.Select(cycle => cycle.RunNs)]),
            SleepUs = Quantiles([.. cycles.Select(cycle => cycle.SleepNs)]),
            Busiest = [.. trace.Tasks.OrderByDescending(task => task.Running).ThenBy(task => task.Tid).Take(MostTasks).Select(SchedulingTaskSummary.Of)],
            KvmVcpus = [.. trace.Tasks.Where(task => task.KvmVcpu is not null).OrderBy(task => task.Tid).Select(SchedulingTaskSummary.Of)],
        };
    }

    private static double[] Quantiles(long[] ns)
    {
        Array.Sort(ns);
        double[] at = [0, 0.25, 0.5, 0.75, 0.95, 1];
        return ns.Length == 0 ? [] : [.. at.Select(share => ns[(int)Math.Round(share * (ns.Length - 1))] / 1e3)];
    }
}
