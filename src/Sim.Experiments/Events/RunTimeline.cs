using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Sim.Clusters.Interval;
using Sim.Clusters.Placement;
using Sim.Experiments.Building;
using Sim.Hosts;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Topology;
using Sim.Kernel;
using Sim.Kernel.Quantities;
using Sim.Kernel.Results;
using Sim.Scenarios;

namespace Sim.Experiments.Events;

/// <summary>The timeline of an event run: one host's, in the table <c>timeline</c> and wherever the caller wants it too.</summary>
/// <remarks>The table is opened by the thread that makes this; the host's thread writes it, and no other.</remarks>
internal sealed class RunTimeline
{
    private readonly string _host;
    private readonly int _hosts;
    private readonly SimTime _to;
    private readonly int _most;
    private readonly LimitedTimeline _limited;

    private RunTimeline(LoadedScenario loaded, ClusterModel model, PlacementPlan plan, Fleet fleet, RunOptions options, IResultSink sink)
    {
        RecordSettings record = loaded.Scenario.Record;
        SimTime end = SimTime.Zero + (fleet.Step * fleet.Steps);
        SimTime from = SimTime.Zero + (record.TimelineWindow.From ?? fleet.Step * model.Rules.WarmupSteps);
        if (from >= end)
        {
            throw new InputException(loaded.Fault("record.timelineWindow.from", $"{record.TimelineWindow.From} given; must be before the end of the run, {end - SimTime.Zero}"));
        }

        _to = record.TimelineWindow.Length is { } length && length < end - from ? from + length : end;
        _most = record.TimelineEvents;
        _hosts = model.Hosts.Count;
        int first = Math.Max(0, plan.Stays.ToList().FindIndex(stays => stays.Count > 0));
        _host = record.TimelineHost ?? model.Hosts[first].Name;
        List<ITimelineSink> takers = [new TimelineTable(sink.Open(TimelineTable.Schema))];
        if (options.TraceFile is { } more)
        {
            takers.Add(more(_host));
        }

        _limited = new LimitedTimeline(new TimelineTee(takers), from, _to, _most);
    }

    /// <summary>What the reader must know of it; null: it is all that was asked for, of the only host.</summary>
    public string? Note
    {
        get
        {
            string alone = _hosts > 1 ? Text($"The timeline is that of host {_host} alone; record.timelineHost names another. ") : "";
            string cut = _limited.OverLimit == 0 ? "" : Text(
                $"The timeline ends at {_limited.To - SimTime.Zero} instead of {_to - SimTime.Zero}, after {_most} states and wake-ups; for more, raise record.timelineEvents or move record.timelineWindow.");
            return alone.Length + cut.Length == 0 ? null : (alone + cut).TrimEnd();
        }
    }

    /// <summary>The timeline of a run; null where none is wanted.</summary>
    /// <exception cref="InputException">It would begin after the end of the run.</exception>
    public static RunTimeline? Of(LoadedScenario loaded, ClusterModel model, PlacementPlan plan, Fleet fleet, RunOptions options, IResultSink sink) =>
        loaded.Scenario.Record.Timeline && options.Timeline ? new RunTimeline(loaded, model, plan, fleet, options, sink) : null;

    /// <summary>Who watches a host; null for all but one.</summary>
    public ICpuObserver? Observer(HostSpec host, CpuTopology topology, int[] vms, VmSpec[] all, IVmLabels labels)
    {
        if (host.Name != _host)
        {
            return null;
        }

        for (int pcpu = 0; pcpu < topology.Pcpus; pcpu++)
        {
            _limited.DefinePcpu(pcpu, NameOf(topology, pcpu));
        }

        int vcpu = 0;
        foreach (int vm in vms)
        {
            for (int index = 0; index < all[vm].Vcpus; index++)
            {
                _limited.DefineVcpu(vcpu++, labels.Name(vm), index);
            }
        }

        return new TimelineObserver(_limited);
    }

    /// <summary>Closes the table and what else takes it.</summary>
    public void End() => _limited.End();

    // Where the number says all, it is all.
    private static string NameOf(CpuTopology topology, int pcpu) => topology.Sockets == 1 && topology.ThreadsPerCore == 1
        ? Text($"pCPU {pcpu}")
        : Text($"pCPU {pcpu} (socket {topology.SocketOf[pcpu]} core {topology.CoreOf[pcpu]})");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
