namespace Sim.Scenarios;

/// <summary>What <c>sim init</c> writes.</summary>
public static class ScenarioTemplate
{
    /// <summary>The smallest useful scenario, with a comment on each line that one would change first.</summary>
    /// <param name="name">The scenario's name, which is also that of its result folder.</param>
    /// <param name="tracePath">The trace's file or folder as seen from where the scenario is written; empty for a synthetic one.</param>
    public static string Text(string name = "first", string tracePath = "")
    {
        System.ArgumentNullException.ThrowIfNull(name);
        System.ArgumentNullException.ThrowIfNull(tracePath);
        return $$"""
            # Question: can 4 hosts carry these VMs without hurting anyone?
            name: {{Quoted(name)}}
            seed: 1                             # the same seed gives the same results, byte for byte

            workload:
            {{Source(tracePath)}}
                vms:                            # leave out where the trace carries the sizes itself
                  types:
                    - { name: small, vcpus: 2, speed: 2 GHz, memory: 4 GiB }
                    - { name: large, vcpus: 4, speed: 2 GHz, memory: 8 GiB }

            hosts:
              - { count: 4, type: { extends: dell-r740-8180, memory: 384 GiB } }     # sim list host-types

            placement: { policy: worst-fit, overcommit: { cpu: 3 } }     # sim list placement-policies
            power: { emptyHosts: off }          # off | idle
            record: { samples: [hosts] }        # add vms for a row for each VM and interval

            slo: ["cpu_ready_pct.p95 <= 5"]     # sim run exits with 1 where one is not met

            """;
    }

    private static string Source(string tracePath) => tracePath.Length > 0
        ? $"  - trace: {{ path: {Quoted(tracePath)} }}    # the format is found out; sim list traces"
        : "  - synthetic: { vms: 100, span: 2 d, mean: 20 }     # or trace: { path: my-export.csv }; sim list synthetic";

    // Single quotes: a Windows path may hold backslashes.
    private static string Quoted(string text) => "'" + text.Replace("'", "''", System.StringComparison.Ordinal) + "'";
}
