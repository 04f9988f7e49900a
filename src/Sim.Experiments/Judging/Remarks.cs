using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Sim.Clusters.Placement;
using Sim.Experiments.Building;
using Sim.Experiments.Recording;
using Sim.Kernel.Quantities;
using Sim.Kernel.Results;
using Sim.Scenarios;

namespace Sim.Experiments.Judging;

/// <summary>What a reader should know before trusting a run's numbers. Ids are stable; warnings come before notes.</summary>
internal static class Remarks
{
    // A host that is exactly full loses nothing; rounding alone makes neither share.
    private const double SaturatedPct = 99.999;
    private const double LostShare = 1e-9;

    /// <summary>The remarks of a run.</summary>
    public static IReadOnlyList<Remark> Of(
        Scenario scenario, IReadOnlyList<string> standIns, PlacementPlan plan, Collector collector, Fleet fleet, MeasuredCosts costs, string? timeline)
    {
        IEnumerable<Remark?> all =
        [
            Unplaced(plan, fleet),
            Skipped(fleet.Findings),
            Saturated(scenario, collector),
            WithoutCpu(fleet.Findings),
            WithoutPower(scenario),
            CloudSim(scenario),
            TraceEnds(scenario, fleet),
            StandIns(standIns),
            DefaultSized(fleet.Findings),
            Outside(fleet.Findings),
            Duplicates(fleet.Findings),
            Rounded(scenario, fleet),
            Behaviour(scenario),
            Timeline(timeline),
            MemoryOff(scenario),
            CostsTaken(costs),
            NoCostsTaken(scenario, costs),
            WideStep(fleet),
        ];
        return [.. all.OfType<Remark>().OrderByDescending(remark => remark.Severity == "warning")];
    }

    private static string Text(System.FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static Remark? Unplaced(PlacementPlan plan, Fleet fleet) => plan.Unplaced.Count == 0 ? null : new Remark(
        "SIM1101", "warning", Text($"No host had room for {plan.Unplaced.Count} of {fleet.Arrivals.Count} VMs, and no other number counts them: add hosts, raise the overcommit ratio, or see unplaced_vms.csv."));

    private static Remark? Skipped(FleetFindings findings) => findings.RowsSkipped == 0 ? null : new Remark(
        "SIM1102", "warning", Text($"Faulty trace rows left out because the trace is read leniently: {findings.RowsSkipped}; the first: {findings.FirstFault}"));

    private static Remark? WithoutCpu(FleetFindings findings) => findings.WithoutCpu == 0 ? null : new Remark(
        "SIM1103", "warning", Text($"VMs without CPU readings: {findings.WithoutCpu}; each is taken to want all of its size all of the time."));

    private static Remark? Saturated(Scenario scenario, Collector collector)
    {
        int hosts = collector.Hosts.Count(host =>
            host.UtilisationPctMax >= SaturatedPct && host.DemandCoreHours - host.GrantedCoreHours > LostShare * host.DemandCoreHours);
        string follows = scenario.Resolution == Resolution.Event
            ? "Their vCPUs waited for one another; of a trace, what a sample could not get is lost when it ends."
            : "Demand beyond their capacity is lost, not carried over, so VMs there would lag behind their trace.";
        return hosts == 0 ? null : new Remark("SIM1210", "warning", Text($"Hosts saturated at times: {hosts}. {follows}"));
    }

    private static Remark? WithoutPower(Scenario scenario)
    {
        string[] types = [.. scenario.Hosts.Where(host => host.Type.Power is null).Select(host => host.Name)];
        return types.Length == 0 ? null : new Remark(
            "SIM1104", "warning", $"No power curve for {string.Join(", ", types)}: their energy counts as zero.");
    }

    private static Remark? CloudSim(Scenario scenario) => scenario.Compatibility == Compatibility.None ? null : new Remark(
        "SIM1105", "warning", "Replayed by the rules of CloudSim 3.0.3 for comparison with its published figures: VMs at zero demand are dropped for good, and the first and last intervals are not counted. Do not plan with these numbers.");

    private static Remark? DefaultSized(FleetFindings findings) => findings.DefaultSized == 0 ? null : new Remark(
        "SIM1106", "note", Text($"VMs without a size in the trace: {findings.DefaultSized}; workload.vms.default gives it."));

    private static Remark? Outside(FleetFindings findings) => findings.OutsideRun == 0 ? null : new Remark(
        "SIM1107", "note", Text($"VMs of the trace left out because they are not there during the run: {findings.OutsideRun}."));

    private static Remark? Duplicates(FleetFindings findings) => findings.Duplicates == 0 ? null : new Remark(
        "SIM1108", "note", Text($"Trace rows that repeat a VM and time: {findings.Duplicates}; the last of each was kept."));

    private static Remark? StandIns(IReadOnlyList<string> standIns) => standIns.Count == 0 ? null : new Remark(
        "SIM1109", "note", $"The scenario leaves out what every run needs: {string.Join("; ", standIns)}.");

    private static Remark? TraceEnds(Scenario scenario, Fleet fleet)
    {
        bool ends = scenario.Duration is { } duration && fleet.Findings.ShortestSpan + fleet.Step <= duration;
        return !ends ? null : new Remark(
            "SIM1110", "warning", $"A trace ends after {fleet.Findings.ShortestSpan}, before the run's {scenario.Duration}: its VMs are gone or want nothing from then on, which lowers every mean.");
    }

    private static Remark? Rounded(Scenario scenario, Fleet fleet)
    {
        bool even = scenario.Duration is not { } duration || duration % fleet.Step == Duration.Zero;
        return even ? null : new Remark(
            "SIM1111", "note", $"The duration, {scenario.Duration}, is no multiple of the step, {fleet.Step}; it is rounded up to {fleet.Step * fleet.Steps}.");
    }

    private static Remark? Behaviour(Scenario scenario) => scenario.Resolution == Resolution.Event || scenario.Workload.All(workload => workload.Behaviour is null && workload.Guest.IsEmpty) ? null : new Remark(
        "SIM1112", "note", "workload.behaviour and workload.guest have no effect at interval resolution: they say what happens within a sample.");

    private static Remark? Timeline(string? note) => note is null ? null : new Remark("SIM1113", "note", note);

    // Only where somebody asked for more than there is: else every VM has all of its memory, as is assumed.
    private static Remark? MemoryOff(Scenario scenario) =>
        scenario is not { Compatibility: Compatibility.None, Hypervisor.Memory: null, Placement: { Overcommit.Memory: > 1, Memory: MemoryAdmission.Configured } } ? null : new Remark(
            "SIM1114", "warning", Text($"Memory may be promised {scenario.Placement.Overcommit.Memory} times over, and what that costs is not modelled: name a hypervisor, such as 'hypervisor: esxi', or write hypervisor.memory."));

    private static Remark? CostsTaken(MeasuredCosts costs) => costs.Taken.Count == 0 ? null : new Remark(
        "SIM1115", "note", Text($"Constants taken from {costs.Taken[0].Table}: {costs.Taken.Count}, as measured on core '{costs.Taken[0].Core}' with a hypervisor that does KVM's steps and no tracing, accounting or mitigations, so lower bounds for one that does; run.json has each with its rows."));

    private static Remark? NoCostsTaken(Scenario scenario, MeasuredCosts costs) =>
        scenario.Hypervisor.CostTable is not { } table || costs.Taken.Count > 0 ? null : new Remark(
            "SIM1116", "warning", $"hypervisor.costTable, {table}, changes nothing: this run models neither memory nor CPUs among events, or the scenario writes every constant that the table has.");

    private static Remark? WideStep(Fleet fleet) => fleet.Step <= Duration.FromMinutes(15) ? null : new Remark(
        "SIM1207", "note", $"Samples are {fleet.Step} apart: peaks shorter than that are averaged away, and ready time is estimated too low.");
}
