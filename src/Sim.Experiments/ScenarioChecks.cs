using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Sim.Experiments.Building;
using Sim.Experiments.Judging;
using Sim.Kernel;
using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;
using Sim.Scenarios;

namespace Sim.Experiments;

/// <summary>Checks of a scenario that need to know the parts and metrics there are, not only its keys.</summary>
public static class ScenarioChecks
{
    internal const string PlacementKind = "placement-policies";

    /// <summary>All faults that can be found without reading a trace; empty where the scenario can be run.</summary>
    public static IReadOnlyList<InputError> Faults(LoadedScenario loaded, PluginRegistry parts)
    {
        ArgumentNullException.ThrowIfNull(loaded);
        ArgumentNullException.ThrowIfNull(parts);
        return Faults(loaded, parts, out _);
    }

    /// <summary>The same, and what was read of its cost table on the way.</summary>
    internal static IReadOnlyList<InputError> Faults(LoadedScenario loaded, PluginRegistry parts, out MeasuredCosts costs)
    {
        List<InputError> faults = [];
        CheckResolution(loaded, parts, faults);
        CheckCompatibility(loaded, faults);
        CheckHostNames(loaded, faults);
        Placement placement = loaded.Scenario.Placement;
        Parts.Make(parts, PlacementKind, placement.Policy, placement.Options, faults);
        for (int i = 0; i < loaded.Scenario.Workload.Count; i++)
        {
            CheckWorkload(loaded, i, parts, faults);
        }

        MemoryChecks.Check(loaded, parts, faults);
        costs = MeasuredCosts.Read(loaded, faults);
        SloJudge.Check(loaded, faults);
        return faults;
    }

    private static void CheckResolution(LoadedScenario loaded, PluginRegistry parts, List<InputError> faults)
    {
        EventParts.Check(loaded, parts, faults);
        bool isEvent = loaded.Scenario.Resolution == Resolution.Event;
        if (isEvent && loaded.Scenario.Compatibility == Compatibility.Cloudsim)
        {
            faults.Add(loaded.Fault("compatibility", "'cloudsim' given; CloudSim's conventions hold at interval resolution only"));
        }

        for (int i = 0; i < loaded.Scenario.Workload.Count && !isEvent; i++)
        {
            if (loaded.Scenario.Workload[i] is { Trace: null, Synthetic: null })
            {
                faults.Add(loaded.Fault(Invariant($"workload[{i}]"), "has a behaviour but no trace, which needs 'resolution: event'"));
            }
        }

        CheckTimeline(loaded, isEvent, faults);
    }

    private static void CheckTimeline(LoadedScenario loaded, bool isEvent, List<InputError> faults)
    {
        if (loaded.Scenario.Record.Timeline && !isEvent)
        {
            faults.Add(loaded.Fault("record.timeline", "true given; there is a timeline at event resolution only"));
        }

        if (loaded.Scenario.Record.TimelineHost is not { } wanted)
        {
            return;
        }

        string[] hosts = [.. HostBuilder.Build(loaded.Scenario).Select(host => host.Name)];
        if (!hosts.Contains(wanted, StringComparer.Ordinal))
        {
            string help = Edits.Nearest(wanted, hosts) is { } nearest ? $"did you mean '{nearest}'?" : $"the first is '{hosts.FirstOrDefault()}'";
            faults.Add(loaded.Fault("record.timelineHost", $"'{wanted}' is no host; {help}"));
        }
    }

    private static void CheckCompatibility(LoadedScenario loaded, List<InputError> faults)
    {
        if (loaded.Scenario.Compatibility == Compatibility.Cloudsim && loaded.Scenario.Warmup > Duration.Zero)
        {
            faults.Add(loaded.Fault("warmup", $"{loaded.Scenario.Warmup} given; must be 0 s under 'compatibility: cloudsim', which counts as CloudSim does"));
        }
    }

    // Groups are named apart, but 'a-1' may be the only host of one group and the first of another.
    private static void CheckHostNames(LoadedScenario loaded, List<InputError> faults)
    {
        IReadOnlyList<HostGroup> groups = loaded.Scenario.Hosts;
        for (int i = 0; i < groups.Count; i++)
        {
            HostGroup? other = groups.FirstOrDefault(group => group.Count > 1 && HostBuilder.IsNameIn(groups[i], group));
            if (other is not null)
            {
                faults.Add(loaded.Fault(Invariant($"hosts[{i}].name"), $"'{groups[i].Name}' is also the name of a host of '{other.Name}'; names must differ"));
            }
        }
    }

    private static void CheckWorkload(LoadedScenario loaded, int index, PluginRegistry parts, List<InputError> faults)
    {
        Scenarios.Workload workload = loaded.Scenario.Workload[index];
        if (workload.Synthetic is { } synthetic)
        {
            SyntheticLoader.Options(synthetic, faults);
        }

        if (workload.Trace is not { } trace)
        {
            return;
        }

        TraceLoader.Options(trace, parts, faults);
        string path = Invariant($"workload[{index}].trace.");
        if (!Path.Exists(trace.Path.Full))
        {
            faults.Add(loaded.Fault(path + "path", $"'{trace.Path.Written}' given; there is no such file or folder"));
        }

        if (trace.Format is null && !trace.Options.IsEmpty)
        {
            faults.Add(loaded.Fault(path + "options", "given without 'format'; name the format that they are for"));
        }

        if (trace.Format is { Name: not TraceLoader.Csv } && !trace.Columns.IsEmpty)
        {
            faults.Add(loaded.Fault(path + "columns", $"given for format '{trace.Format.Name}'; only '{TraceLoader.Csv}' takes them"));
        }
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
