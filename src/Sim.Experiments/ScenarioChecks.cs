using System.Collections.Generic;
using System.Linq;
using Sim.Experiments.Judging;
using Sim.Kernel;
using Sim.Kernel.Plugins;
using Sim.Scenarios;
using Sim.Traces;

namespace Sim.Experiments;

/// <summary>Checks of a scenario that need to know the parts and metrics there are, not only its keys.</summary>
public static class ScenarioChecks
{
    internal const string PlacementKind = "placement-policies";

    /// <summary>All faults; empty where the scenario can be run.</summary>
    public static IReadOnlyList<InputError> Faults(Scenario scenario, PluginRegistry parts)
    {
        System.ArgumentNullException.ThrowIfNull(scenario);
        System.ArgumentNullException.ThrowIfNull(parts);
        List<InputError> faults = [];
        if (scenario.Resolution == Resolution.Event)
        {
            faults.Add(new InputError("", 0, 0, "resolution: 'event' given; this version of Sim runs 'interval' only"));
        }

        if (scenario.Hypervisor is { } hypervisor)
        {
            faults.Add(hypervisor.Part.Fault($"'{hypervisor.Name}' given; this version of Sim has no hypervisor profiles: leave the key out"));
        }

        if (scenario.Record.Timeline)
        {
            faults.Add(new InputError("", 0, 0, "record.timeline: true given; there is a timeline at event resolution only"));
        }

        if (scenario.Hosts.Count == 0)
        {
            faults.Add(new InputError("", 0, 0, "hosts: none given; must have at least one group, such as '- { count: 4, type: hp-ml110-g5 }'"));
        }

        if (scenario.Workload.Count == 0)
        {
            faults.Add(new InputError("", 0, 0, "workload: none given; must have at least one entry, such as '- trace: { path: traces/planetlab-like }'"));
        }

        Parts.Make(parts, PlacementKind, scenario.Placement.Policy, scenario.Placement.Options, faults);
        foreach (Scenarios.Workload workload in scenario.Workload)
        {
            CheckTrace(workload, parts, faults);
        }

        faults.AddRange(SloJudge.Faults(scenario.Slo));
        return faults;
    }

    private static void CheckTrace(Scenarios.Workload workload, PluginRegistry parts, List<InputError> faults)
    {
        if (workload.Trace?.Format is { } format && parts.Find(TraceReader.Kind, format.Name) is null)
        {
            faults.Add(format.Unknown([.. parts.OfKind(TraceReader.Kind).Select(part => part.Name)]));
        }
    }
}
