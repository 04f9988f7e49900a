using System;
using System.Collections.Generic;
using System.Globalization;
using Sim.Kernel.Quantities;

namespace Sim.Kernel.Results;

/// <summary>Writes a timeline to the result table <c>timeline</c>, from which the report draws its Gantt charts.</summary>
/// <param name="rows">The table, opened with <see cref="Schema"/>; disposed by <see cref="End"/>.</param>
public sealed class TimelineTable(IRowWriter rows) : ITimelineSink
{
    private const double NanosecondsPerMicrosecond = 1e3;

    private readonly List<string> _pcpus = [];
    private readonly List<(string Vm, int Index)> _vcpus = [];

    /// <summary>The table's shape.</summary>
    public static TableSchema Schema { get; } = new("timeline", "one row per state of a vCPU, in order of their ends",
    [
        new Column("time_s", ColumnType.Real, "s", "When the state began; nine digits, so 10 ns in the first 10 s."),
        new Column("duration_us", ColumnType.Real, "us", "How long it lasted."),
        new Column("vcpu", ColumnType.Integer, "", "The vCPU's number within its VM."),
        new Column("vm", ColumnType.Text, "", "The VM."),
        new Column("pcpu", ColumnType.Text, "", "The pCPU on which it ran; empty where it did not run."),
        new Column("state", ColumnType.Text, "", "run, ready (waits for a pCPU), costop (waits for its VM's other vCPUs), capped (limit used up), blocked (nothing to do)."),
    ]);

    /// <inheritdoc/>
    public void DefinePcpu(int pcpu, string name) => Put(_pcpus, pcpu, name);

    /// <inheritdoc/>
    public void DefineVcpu(int vcpu, string vm, int index) => Put(_vcpus, vcpu, (vm, index));

    /// <inheritdoc/>
    public void State(int vcpu, TimelineState state, int pcpu, SimTime from, SimTime to)
    {
        rows.Real(from.Seconds);
        rows.Real((to - from).Nanoseconds / NanosecondsPerMicrosecond);
        rows.Integer(_vcpus[vcpu].Index);
        rows.Text(_vcpus[vcpu].Vm);
        rows.Text(pcpu < 0 ? "" : _pcpus[pcpu]);
        rows.Text(TimelineStates.Word(state));
        rows.EndRow();
    }

    /// <summary>Not in the table.</summary>
    public void Wake(int waker, int vcpu, SimTime at)
    {
        // The table has states only; arrows are in the trace file.
    }

    /// <inheritdoc/>
    public void End() => rows.Dispose();

    private static void Put<T>(List<T> list, int at, T item)
    {
        if (at != list.Count)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"number {at} is defined after {list.Count} others; numbers are dense from 0"), nameof(at));
        }

        list.Add(item);
    }
}
