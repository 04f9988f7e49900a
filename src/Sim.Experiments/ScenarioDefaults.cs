using System;
using System.Collections.Generic;
using System.Globalization;
using Sim.Kernel.Quantities;
using Sim.Scenarios;

namespace Sim.Experiments;

/// <summary>What stands in for the workload and the hosts where a scenario names none, so that <c>{}</c> runs.</summary>
internal static class ScenarioDefaults
{
    private const int Vms = 20;
    private const int Hosts = 2;

    // A present-day two-socket server with a measured power curve, large enough for the twenty VMs.
    private const string HostType = "dell-r740-8180";

    /// <summary>The scenario with what it lacks filled in, and a sentence on each thing that was.</summary>
    public static (LoadedScenario Filled, IReadOnlyList<string> Notes) Fill(LoadedScenario loaded)
    {
        ArgumentNullException.ThrowIfNull(loaded);
        Scenario scenario = loaded.Scenario;
        if (scenario.Workload.Count > 0 && scenario.Hosts.Count > 0)
        {
            return (loaded, []);
        }

        List<string> notes = [];
        Duration span = scenario.Duration is { } duration ? Longer(duration, Duration.FromMinutes(5)) : Duration.FromHours(24);
        Scenario defaults = Defaults(span);
        if (scenario.Workload.Count == 0)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"no workload given: {Vms} synthetic VMs stand in, for {span}"));
            scenario = scenario with { Workload = defaults.Workload };
        }

        if (scenario.Hosts.Count == 0)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"no hosts given: {Hosts} of {HostType} stand in"));
            scenario = scenario with { Hosts = defaults.Hosts };
        }

        return (loaded with { Scenario = scenario }, notes);
    }

    // A trace has at least one sample.
    private static Duration Longer(Duration left, Duration right) => left > right ? left : right;

    // Written as a user would, so that the rules and defaults of scenario files hold for it too.
    private static Scenario Defaults(Duration span)
    {
        string text = string.Create(CultureInfo.InvariantCulture, $$"""
            workload: [ { synthetic: { vms: {{Vms}}, span: {{span.Nanoseconds}} ns } } ]
            hosts: [ { name: host, count: {{Hosts}}, type: {{HostType}} } ]
            """);
        return ScenarioFile.Parse(text, "defaults.yaml").Scenario;
    }
}
