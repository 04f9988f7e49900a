using System;

namespace Sim.Scenarios;

/// <summary>What <c>sim init</c> writes.</summary>
public static class ScenarioTemplate
{
    /// <summary>The smallest useful scenario, with a comment on each line that one would change first.</summary>
    /// <param name="name">The scenario's name, which is also that of its result folder.</param>
    /// <param name="tracePath">The trace's file or folder as seen from where the scenario is written.</param>
    public static string Text(string name = "first", string tracePath = "traces/planetlab-like") =>
        $$"""
        # Question: can 4 hosts carry these VMs without hurting anyone?
        name: {{Quoted(name)}}
        seed: 1                             # the same seed gives the same results, byte for byte

        workload:
          - trace: { format: planetlab, path: {{Quoted(tracePath)}} }    # sim list traces
            vms:                            # leave out where the trace carries the sizes itself
              types:
                - { name: small, vcpus: 1, speed: 1000 MHz, memory: 1 GiB }

        hosts:
          - { count: 4, type: dell-r720-e5-2670 }     # sim list host-types; or { cores: 16, speed: 2.6 GHz, memory: 64 GiB }

        placement: { policy: first-fit, overcommit: { cpu: 2 } }      # sim list placement-policies
        power: { emptyHosts: off }          # off | idle
        record: { samples: [hosts] }        # add vms for a row for each VM and interval

        slo: ["cpu_ready_pct.p95 <= 5"]     # sim run exits with 1 where one is not met

        """;

    // Single quotes: a Windows path may hold backslashes.
    private static string Quoted(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";
    }
}
