using System.Linq;
using Sim.Kernel;
using Sim.Scenarios;

namespace Sim.Tests.Scenarios;

/// <summary>Scenarios written in a test, as if they stood in <c>s.yaml</c>.</summary>
internal static class Written
{
    public static LoadedScenario Load(string yaml, params string[] sets) => ScenarioFile.Parse(yaml, "s.yaml", sets);

    public static Scenario Read(string yaml, params string[] sets) => Load(yaml, sets).Scenario;

    public static string[] Faults(string yaml, params string[] sets)
    {
        try
        {
            ScenarioFile.Parse(yaml, "s.yaml", sets);
            return [];
        }
        catch (InputException e)
        {
            return e.Errors.Select(fault => fault.ToString()).ToArray();
        }
    }

    /// <summary>A whole scenario that uses nearly every key.</summary>
    public const string Full =
        """
        # Question: can 40 hosts carry these VMs
        # at 4:1 vCPU overcommit?
        name: consolidation
        seed: 42
        resolution: interval
        duration: 24 h
        warmup: 1 h
        x-vm: &vm { vcpus: 1, memory: 870 MiB }
        workload:
          - trace: { format: planetlab, path: ../traces/planetlab-like, interval: 5 min, lenient: true, options: { first: 3 } }
            vms:
              assign: cycle
              take: 100
              types:
                - { name: large, <<: *vm, speed: 2500 MIPS, shares: 2000, reservation: 500 MHz, limit: 2 GHz, pool: inner }
                - cloudsim-micro
                - { extends: aws-m5-large, speed: 2.5 GHz }
            behaviour: interactive
          - synthetic: { vms: 12, mean: 20 }
          - trace: { path: a.csv, columns: { vm: id, time: t, cpu: u, timeUnit: ms, cpuUnit: fraction, delimiter: ";" } }
        hosts:
          - { name: g4, count: 400, type: hp-ml110-g4 }
          - { name: g5, count: 400, type: { extends: hp-ml110-g5, memory: 8 GiB } }
          - { type: { sockets: 2, coresPerSocket: 8, speed: 2.6 GHz, memory: 64 GiB, power: { idle: 90 W, full: 0.4 kW } } }
        hostOrder: alternate
        pools:
          - { name: outer, shares: 8000, reservation: 2 GHz, limit: 8 GHz }
          - { name: inner, parent: outer }
        hypervisor: { extends: kvm, cpu: { scheduler: credit2 } }
        placement: { policy: best-fit, overcommit: { cpu: 4, memory: 1.25 }, order: decreasing, requireCoreSpeed: true, options: { reserve: 10 } }
        power: { emptyHosts: idle, model: always-max, integration: step }
        compatibility: cloudsim
        record: { interval: 5 min, samples: [hosts, vms], timeline: true, worst: 3 }
        slo: [ "cpu_ready_pct.p95 <= 5", "swapped_mib.max == 0", energy_kwh < 1.5e3 ]
        """;
}
