using System.Collections.Generic;
using System.IO;

namespace Sim.Benchmarks.Quick;

/// <summary>A whole <c>sim run</c> with memory: 1,000 hosts of 25 VMs each over 30 days at 5 minutes, on one core; and the same without.</summary>
/// <remarks>
/// KVM as it is installed, and memory for all: the hosts are calm most of the time. The last row is a twenty-fifth as many hosts
/// on ESXi that have promised half as much again as they have, which costs far more a VM-step.
/// </remarks>
internal sealed class RunMemory1000Hosts : IQuickBenchmark
{
    private const int VmsPerHost = 25;
    private const int Pressed = 25; // the part of the hosts in the row under pressure
    private const double LimitSeconds = 60;

    private const int TinyHosts = 4;
    private const int StepsPerDay = 288;

    public string Name => "run-memory-1000-hosts";

    public IEnumerable<QuickRow> Run()
    {
        using Scratch scratch = new();
        double start = SimProcess.Run("--help").CpuSeconds;
        (ProcessCost without, _) = Simulate(scratch, 1000, "30 d", "{}", 1);
        (ProcessCost cost, RunResult result) = Simulate(scratch, 1000, "30 d", "kvm", 1);
        yield return new QuickRow(Name, cost.CpuSeconds - start, "CPU-s", "limit", LimitSeconds, Checksum(result));
        yield return new QuickRow(Name, cost.CpuSeconds - start, "CPU-s", "run-without-memory", without.CpuSeconds - start, Checksum(result));
        yield return new QuickRow(Name, result.PeakMib, "MiB", "", double.NaN, Checksum(result));
        (ProcessCost pressed, RunResult short40) = Simulate(scratch, 1000 / Pressed, "30 d", "esxi", 1.5);
        yield return new QuickRow("run-memory-pressed", pressed.CpuSeconds - start, "CPU-s", "", double.NaN, Checksum(short40));
    }

    public TinyCheck Tiny()
    {
        using Scratch scratch = new();
        return new TinyCheck(
            Checksum(Simulate(scratch, TinyHosts, "1 d", "kvm", 1).Result),
            Text.Of($"{TinyHosts * VmsPerHost * StepsPerDay} VM-samples {TinyHosts * VmsPerHost} placed"));
    }

    private static (ProcessCost Cost, RunResult Result) Simulate(Scratch scratch, int hosts, string span, string hypervisor, double overcommit)
    {
        string scenario = scratch.At("scenario.yaml");
        string folder = scratch.At("out");
        File.WriteAllText(scenario, Scenario(hosts, span, hypervisor, overcommit));
        ProcessCost cost = SimProcess.Run("run", scenario, "--quiet", "--threads", "1", "--out", folder);
        return (cost, new RunResult(folder));
    }

    private static string Scenario(int hosts, string span, string hypervisor, double overcommit) => Text.Of($$"""
        name: memory
        workload:
          - synthetic: { vms: {{hosts * VmsPerHost}}, span: {{span}}, interval: 5 min, memory: true }
        hosts:
          - { name: host, count: {{hosts}}, type: { extends: dell-r720-e5-2670, memory: 512 GiB } }
        hypervisor: {{hypervisor}}
        placement: { policy: first-fit, overcommit: { cpu: 16, memory: {{overcommit}} } }
        record: { interval: 1 h, samples: [hosts] }
        """);

    private static string Checksum(RunResult result) => Text.Of(
        $"{result.VmSamples} VM-samples {result.Metric("vms_placed"):F0} placed");
}
