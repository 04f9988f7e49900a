using System;
using System.Collections.Generic;
using System.Linq;
using Sim.Clusters.CloudSim;
using Sim.Clusters.Interval;
using Sim.Clusters.Placement;
using Sim.Experiments.Building;
using Sim.Experiments.Events;
using Sim.Experiments.Judging;
using Sim.Experiments.Recording;
using Sim.Experiments.Tables;
using Sim.Hosts;
using Sim.Hosts.Events;
using Sim.Hosts.Interval;
using Sim.Hosts.Power;
using Sim.Kernel;
using Sim.Kernel.Quantities;
using Sim.Kernel.Results;
using Sim.Scenarios;

namespace Sim.Experiments;

/// <summary>Runs a scenario, host by host: read, bind, place, replay, judge, write.</summary>
/// <remarks>Both resolutions go this way; what differs is how one host is replayed, and what an event run knows beyond.</remarks>
public sealed class Experiment
{
    private readonly LoadedScenario _loaded;
    private readonly Scenario _scenario;
    private readonly IReadOnlyList<string> _standIns;
    private readonly RunOptions _options;
    private readonly RecordingSink _sink;
    private readonly MeasuredCosts _costs;
    private readonly PhaseClock _clock = new();
    private EventDetails? _details; // null at interval resolution
    private RunTimeline? _timeline; // null where none is wanted
    private WorkloadBehaviours _behaviours = WorkloadBehaviours.None;

    private Experiment(LoadedScenario loaded, IReadOnlyList<string> standIns, MeasuredCosts costs, RunOptions options, IResultSink sink)
    {
        _loaded = loaded;
        _costs = costs;
        _scenario = loaded.Scenario;
        _standIns = standIns;
        _options = options;
        _sink = new RecordingSink(sink);
    }

    /// <summary>Runs and writes every table to the sink.</summary>
    /// <exception cref="InputException">The scenario or its traces have faults.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static ExperimentOutcome Run(LoadedScenario loaded, RunOptions options, IResultSink sink)
    {
        ArgumentNullException.ThrowIfNull(loaded);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(sink);
        (LoadedScenario filled, IReadOnlyList<string> standIns) = ScenarioDefaults.Fill(loaded);
        IReadOnlyList<InputError> faults = ScenarioChecks.Faults(filled, options.Parts, out MeasuredCosts costs);
        return faults.Count == 0
            ? new Experiment(filled, standIns, costs, options, sink).Run()
            : throw new InputException(faults);
    }

    private ExperimentOutcome Run()
    {
        Tell(RunProgress.Reading);
        List<PoolSpec> pools = PoolBuilder.Build(_scenario.Pools);
        Fleet fleet = _clock.Measure(RunProgress.Reading, () => Read(pools));
        IntervalRules rules = Rules(fleet);
        ClusterModel model = new(HostBuilder.Build(_scenario), fleet.Vms, pools, fleet.Demand, rules)
        {
            Memory = MemoryParts.Of(_scenario, fleet, pools, _costs, _options),
        };
        Buckets record = Recorded(fleet);

        Tell("place");
        PlacementPlan plan = _clock.Measure("place", () => Place(model, fleet));
        _timeline = RunTimeline.Of(_loaded, model, plan, fleet, _options, _sink);
        ReplayOptions replay = Replay(model, plan, fleet);
        Collector collector = _clock.Measure("simulate", () => Simulate(model, plan, replay, record, fleet));

        Tell("write");
        return _clock.Measure("write", () => Write(model, plan, collector, fleet, replay, record)) with { Phases = _clock.Phases };
    }

    private Fleet Read(List<PoolSpec> pools)
    {
        if (_scenario.Resolution == Resolution.Event)
        {
            _behaviours = WorkloadBehaviours.Read(_loaded, _options);
        }

        return FleetBuilder.Build(_loaded, pools, _behaviours.Span, _options);
    }

    private void Tell(string phase) => _options.Progress?.Invoke(new RunProgress(phase, 0, 0));

    private IntervalRules Rules(Fleet fleet) => new(
        fleet.Steps,
        (int)Math.Min(fleet.Steps - 1L, (_scenario.Warmup.Nanoseconds + fleet.Step.Nanoseconds - 1) / fleet.Step.Nanoseconds),
        fleet.Step.Seconds,
        _scenario.Power.EmptyHosts == EmptyHosts.Off,
        _scenario.Power.Model == PowerModel.AlwaysMax,
        _scenario.Power.Integration == PowerIntegration.Trapezoid ? EnergyIntegration.Trapezoid : EnergyIntegration.Step,
        _options.Verify);

    private Buckets Recorded(Fleet fleet)
    {
        Duration interval = _scenario.Record.Interval ?? fleet.Step;
        if (interval % fleet.Step != Duration.Zero)
        {
            throw new InputException(_loaded.Fault("record.interval", $"{interval} given; must be a multiple of the traces' interval, {fleet.Step}"));
        }

        return new Buckets(fleet.Steps, (int)Math.Min(fleet.Steps, interval / fleet.Step));
    }

    private PlacementPlan Place(ClusterModel model, Fleet fleet)
    {
        List<InputError> faults = [];
        object? policy = Parts.Make(
            _options.Parts, ScenarioChecks.PlacementKind, _scenario.Placement.Policy, _scenario.Placement.Options, faults);
        if (policy is null)
        {
            throw new InputException(faults);
        }

        PlacementRules rules = new(
            _scenario.Placement.Overcommit.Cpu,
            _scenario.Placement.Overcommit.Memory,
            _scenario.Placement.RequireCoreSpeed,
            _scenario.Placement.Order == PlacementOrder.Decreasing)
        {
            HypervisorMib = _scenario.Hypervisor.Memory?.Reserve.Mebibytes ?? 0,
        };
        return PlacementPlanner.Plan(model.Hosts, fleet.Arrivals, fleet.Vms.Length, (IPlacementPolicy)policy, rules);
    }

    private ReplayOptions Replay(ClusterModel model, PlacementPlan plan, Fleet fleet)
    {
        long total = VmSteps(plan);
        return new ReplayOptions
        {
            Worker = _scenario switch
            {
                { Resolution: Resolution.Event } => EventWorker(model, fleet),
                { Compatibility: Compatibility.Cloudsim } => () => new CloudSimHost(model.Vms, model.Demand, model.Rules),
                _ => () => new IntervalHost(model.Vms, model.Pools, model.Demand, model.Rules, model.Memory),
            },
            Threads = _options.Threads,
            RecordVms = _scenario.Record.Samples.Contains(SampledRows.Vms),
            Progress = done => _options.Progress?.Invoke(new RunProgress("simulate", done, total)),
            Cancellation = _options.Cancellation,
        };
    }

    private Func<IHostReplay> EventWorker(ClusterModel model, Fleet fleet)
    {
        EventDetails details = new(model.Hosts);
        _details = details;
        EventHostParts parts = EventParts.Of(_scenario, fleet, _behaviours, _costs, _options) with
        {
            Memory = model.Memory,
            Observer = (host, topology, vms) => _timeline?.Observer(host, topology, vms, model.Vms, fleet.Labels),
        };
        return () => new RememberingReplay(
            new EventHostReplay(model.Vms, model.Pools, model.Rules, parts, details.Take), details.Memory, details.IndexOf);
    }

    private static long VmSteps(PlacementPlan plan) => plan.Stays.Sum(stays => stays.Sum(stay => (long)stay.EndStep - stay.FirstStep));

    private Collector Simulate(ClusterModel model, PlacementPlan plan, ReplayOptions replay, Buckets record, Fleet fleet)
    {
        using SampleTables samples = new(
            _sink, record, model.Rules.StepSeconds, fleet.Labels,
            vm => model.Vms[vm].Vcpus, _scenario.Record.Samples.Contains(SampledRows.Hosts), replay.RecordVms, model.Memory is not null);
        Collector collector = new(model, samples);
        try
        {
            ClusterReplay.Run(model, plan, replay, collector);
        }
        finally
        {
            _timeline?.End();
        }

        return collector;
    }

    private ExperimentOutcome Write(
        ClusterModel model, PlacementPlan plan, Collector collector, Fleet fleet, ReplayOptions replay, Buckets record)
    {
        new RunTables(model, plan, collector, fleet, _sink).Write(record);
        Worst.Write(model, plan, collector, replay, fleet.Labels, _scenario.Record.Worst, record.Width, _sink);
        if (model.Memory is not null)
        {
            new MemoryTables(model, plan, collector, fleet, _sink).Write(_scenario.Record.Worst);
        }

        IReadOnlyList<Metric> summary = Summary.Of(model, plan, collector, fleet);
        if (_details is not null)
        {
            new EventTables(_details, fleet.Labels, _sink).Write();
            summary = [.. summary, .. EventSummary.Of(_details)];
        }

        SloJudge judge = new(collector, _details, summary, model.Rules.WarmupSteps);
        SloResult[] slos = [.. _scenario.Slo.Select(judge.Judge)];
        WriteSummary(summary, slos);
        return new ExperimentOutcome
        {
            Summary = summary,
            Slos = slos,
            Remarks = Remarks.Of(_scenario, _standIns, plan, collector, fleet, _costs, _timeline?.Note),
            Inputs = [.. fleet.Inputs, .. _behaviours.Inputs, .. _costs.Inputs],
            Costs = _costs.Taken,
            Tables = _sink.Tables,
            Phases = [],
            VmSamples = VmSteps(plan),
            Events = (2L * fleet.Arrivals.Count) + (_details?.Events ?? 0),
        };
    }

    private void WriteSummary(IReadOnlyList<Metric> summary, SloResult[] slos)
    {
        using IRowWriter metrics = _sink.Open(Schemas.Summary);
        foreach (Metric metric in summary)
        {
            metrics.Text(metric.Name);
            metrics.Real(metric.Value);
            metrics.Text(metric.Unit);
            metrics.EndRow();
        }

        using IRowWriter objectives = _sink.Open(Schemas.Slo);
        foreach (SloResult slo in slos)
        {
            objectives.Text(slo.Slo);
            objectives.Real(slo.Value);
            objectives.Text(slo.Met ? "yes" : "no");
            objectives.EndRow();
        }
    }
}
