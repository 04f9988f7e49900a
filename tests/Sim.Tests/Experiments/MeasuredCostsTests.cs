using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using NUnit.Framework;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.Experiments.HotSections;
using Sim.Experiments.Tables;
using Sim.Hosts.Costs;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Topology;
using Sim.Hosts.Memory;
using Sim.Hosts.Memory.Translation;
using Sim.Kernel.Quantities;
using Sim.Kernel.Results;
using Sim.Tests.Experiments.HotSections;
using Sim.Tests.Hosts.Costs;

namespace Sim.Tests.Experiments;

/// <summary>Constants of models out of cost tables: which rows, what wins, what is refused, and that it shows in metrics.</summary>
internal sealed class MeasuredCostsTests
{
    private static readonly Type[] Records = [typeof(MemoryCosts), typeof(TranslationOptions), typeof(CpuFeatures), typeof(CpuMechanics)];

    private static IEnumerable<MeasuredAttribute> Wanted => Records.SelectMany(MeasuredKey.Of).SelectMany(key => key.Rows);

    [Test]
    public void Each_row_that_a_constant_wants_is_one_that_calibrate_writes([ValueSource(nameof(Wanted))] MeasuredAttribute wanted) =>
        Assert.That(
            HotSectionLibrary.All.Count(section => section.Name == wanted.Section && section.Parameters == wanted.Parameters && section.Mode == wanted.Mode), Is.EqualTo(1));

    [Test]
    public void No_other_record_has_measured_keys_and_all_are_durations()
    {
        Type[] marked = [.. typeof(MeasuredAttribute).Assembly.GetTypes().Where(type => type.GetProperties().Any(property => property.IsDefined(typeof(MeasuredAttribute), false)))];
        Assert.That(marked, Is.EquivalentTo(Records));
        Assert.That(Records.SelectMany(MeasuredKey.Of).Select(key => (key.Key is not null, key.Property.PropertyType)), Is.All.EqualTo((true, typeof(Duration))));
    }

    [Test]
    public void The_sample_table_gives_every_constant()
    {
        CostTable table = CostTableReader.Read(File.ReadAllText(Path.Combine(Repository.Folder, "scenarios", "costs", "server-ooo.csv")), "server-ooo.csv");
        Assert.That(
            table.Rows.Select(row => (row.Section, row.Mode, row.Parameters)), Is.EqualTo(HotSectionLibrary.All.Select(section => (section.Name, section.Mode, section.Parameters))),
            "make it anew: sim core calibrate --core server-ooo --out scenarios/costs/server-ooo.csv");
        Assert.That(Wanted.Select(row => row.Of(table.Require(row.Section, row.Parameters, row.Mode))), Is.All.GreaterThan(0));
    }

    // 1 GHz: a cycle is a nanosecond.
    [Test]
    public void A_constant_is_the_sum_of_its_rows()
    {
        Dictionary<string, long> taken = Taken(TrialRun.Of(Memory(Full())));
        Assert.That(taken, Is.EqualTo(new Dictionary<string, long>(StringComparer.Ordinal)
        {
            ["hypervisor.memory.costs.firstTouch"] = 3000,
            ["hypervisor.memory.costs.copyOnWrite"] = 1000 + 400,
            ["hypervisor.memory.costs.compress"] = (7000 + 9000) / 2,
            ["hypervisor.memory.costs.decompress"] = 1000 + ((4000 + 5000) / 2),
            ["hypervisor.memory.costs.hash"] = 800,
        }));
    }

    [Test]
    public void Translation_is_given_where_it_is_modelled()
    {
        Dictionary<string, long> taken = Taken(TrialRun.Of(Memory(Full(), "translation: { tableTrap: 5 us }")));
        Assert.That(taken["hypervisor.memory.translation.tableLoad"], Is.EqualTo(20), "600 cycles of walks that read 30 entries");
        Assert.That(taken["hypervisor.memory.translation.switchTrap"], Is.EqualTo(2500));
        Assert.That(taken.Keys, Has.None.EndsWith("tableTrap"));
    }

    [TestCase("", 3000)]
    [TestCase("costs: { firstTouch: 5 us }", 5000)]
    [TestCase("costs: { firstTouch: null }", 3000)]
    [TestCase("costs: { hash: 5 us }", 3000)]
    public void What_is_written_wins_over_the_table(string written, double nanoseconds)
    {
        // 900 MiB are touched at the most, each page of 4 KiB of it once.
        TrialRun run = TrialRun.Of(Memory(Full(), written));
        Assert.That(FirstTouchWait(run), Is.EqualTo(900 * 256 * nanoseconds / 1e9 / 3600).Within(1e-9));
        Assert.That(Taken(run).ContainsKey("hypervisor.memory.costs.firstTouch"), Is.EqualTo(nanoseconds is 3000));
    }

    [Test]
    public void The_default_holds_without_a_table()
    {
        TrialRun run = TrialRun.Of(Memory(Full()), "hypervisor.costTable=null");
        Assert.That(FirstTouchWait(run), Is.EqualTo(900 * 256 * 2e-6 / 3600).Within(1e-9));
        Assert.That((run.Outcome.Costs.Count, run.Remarks.Intersect(["SIM1115", "SIM1116"], StringComparer.Ordinal)), Is.EqualTo((0, Array.Empty<string>())));
    }

    [Test]
    public void What_was_taken_is_told_with_its_rows()
    {
        TrialRun run = TrialRun.Of(Memory(Full()));
        TakenCost cost = run.Outcome.Costs.Single(one => one.Key == "hypervisor.memory.costs.copyOnWrite");
        Assert.That((cost.Nanoseconds, cost.DefaultNanoseconds, cost.Table, cost.Core), Is.EqualTo((1400L, 2000L, "full.csv", "trial")));
        Assert.That(cost.Rows, Is.EqualTo([
            new TakenRow("guest-page-fault", "warm", "zeroes=no", "cycles_mean", 1, 1000),
            new TakenRow("page-copy", "cold", "", "cycles_mean", 1, 400),
        ]));
        Assert.That(run.Outcome.Inputs.Select(input => Path.GetFileName(input.Path)), Does.Contain("full.csv"));
        Assert.That(run.Outcome.Remarks.Single(remark => remark.Id == "SIM1115").Text, Does.StartWith("Constants taken from full.csv: 5, as measured on core 'trial'"));
    }

    // Two hogs on one pCPU: each switch costs what leaving and entering a guest and switching threads do.
    [TestCase("idleExit: 0 ns", 600 + 100)]
    [TestCase("idleExit: 0 ns, switchCost: 2 us", 2000)]
    public void Switches_cost_what_the_table_says(string written, double nanoseconds)
    {
        TrialRun run = TrialRun.Of($$"""
            resolution: event
            duration: 4 s
            workload: [ { behaviour: cpu-hog, vms: { count: 2, default: { memory: 256 MiB } } } ]
            hosts: [ { name: h, type: { cores: 1, speed: 1 GHz, memory: 4 GiB, cpu: { {{written}} } } } ]
            hypervisor: { costTable: {{Full()}}, cpu: { scheduler: round-robin } }
            placement: { overcommit: { cpu: 8 } }
            """);
        double[] switches = run.Column(Schemas.Vcpus, "context_switches");
        Assert.That(switches, Is.All.GreaterThan(50));
        Assert.That(run.Column(Schemas.Vcpus, "switch_overhead_s"), Is.EqualTo(switches.Select(count => count * nanoseconds / 1e9)).Within(1e-12));
        Assert.That(Taken(run)["hypervisor.cpu.features.pauseLoopCost"], Is.EqualTo(300));
    }

    // Whatever takes a constant takes it from the table too: the same numbers written out give the same run.
    [TestCase("interval", 8)]
    [TestCase("event", 10)]
    public void A_table_gives_what_its_figures_written_out_give(string resolution, int constants)
    {
        string yaml = $$"""
            resolution: {{resolution}}
            duration: 20 min
            workload: [ { synthetic: { vms: 12, span: 1 h, interval: 5 min, memory: true }, memory: { used: 0.8, shared: [ { content: linux, fraction: 0.1 } ] } } ]
            hosts: [ { name: h, count: 2, type: { extends: dell-r720-e5-2670, memory: 16 GiB } } ]
            hypervisor: { extends: esxi, costTable: {{Full()}}, cpu: { features: { pauseLoopExit: yield } }, memory: { largePages: false, translation: { mode: shadow }, costs: { swapIn: 1 ms } } }
            placement: { overcommit: { cpu: 16, memory: 2 } }
            """;
        TrialRun table = TrialRun.Of(yaml);
        string[] written = [.. table.Outcome.Costs.Select(cost => string.Create(CultureInfo.InvariantCulture, $"{cost.Key.Replace("[0]", ".0", StringComparison.Ordinal)}={cost.Nanoseconds} ns"))];
        Assert.That(written, Has.Length.EqualTo(constants));
        Assert.That(TrialRun.Of(yaml, [.. written, "hypervisor.costTable=null"]).Outcome.Summary, Is.EqualTo(table.Outcome.Summary));
        Assert.That(TrialRun.Of(yaml, "hypervisor.costTable=null").Outcome.Summary, Is.Not.EqualTo(table.Outcome.Summary));
    }

    [Test]
    public void A_table_that_changes_nothing_is_told()
    {
        string yaml = Memory(Full()).Replace(", memory: {  }", "", StringComparison.Ordinal);
        Assert.That(TrialRun.Of(yaml).Remarks, Does.Contain("SIM1116").And.Not.Contain("SIM1115"));
    }

    // From the core emulator to a metric: what calibrate measures is what first touches take.
    [Test]
    public void A_table_just_measured_reaches_a_metric()
    {
        CostTable table = Calibration.Run(TrialCore.Of(PipelineKind.InOrder), TrialCore.Parts, new CalibrationOptions { Sections = ["guest-page-fault"] });
        TrialRun.Text("measured.csv", CostTableWriter.Csv(table));
        TrialRun run = TrialRun.Of(Memory("measured.csv", "costs: { copyOnWrite: 1 us, compress: 1 us, decompress: 1 us, hash: 1 us }"));
        double seconds = table.Cost("guest-page-fault", "zeroes=yes").Seconds;
        Assert.That(seconds, Is.GreaterThan(0).And.Not.EqualTo(2e-6));
        Assert.That(FirstTouchWait(run), Is.EqualTo(900 * 256 * seconds / 3600).Within(1e-9));
    }

    private static double FirstTouchWait(TrialRun run)
    {
        TableSchema losses = run.Outcome.Tables.Single(table => table.Name == "memory_losses");
        int row = Array.IndexOf(run.Texts(losses, "mechanism"), "first-touch");
        return run.Column(losses, "mem_wait_core_h")[row];
    }

    private static Dictionary<string, long> Taken(TrialRun run) => run.Outcome.Costs.ToDictionary(cost => cost.Key, cost => cost.Nanoseconds, StringComparer.Ordinal);

    private static string Memory(string table, string memory = "")
    {
        TrialRun.Text("touched.csv", "vm,time,cpu,memory_active_mib,memory_consumed_mib\na,0,10,100,700\na,300,10,200,900\na,600,10,100,700\n");
        return $$"""
            workload: [ { trace: { path: touched.csv }, vms: { default: { memory: 1 GiB } } } ]
            hosts: [ { name: h, type: {{TrialRun.Host}} } ]
            hypervisor: { costTable: {{table}}, memory: { {{memory}} } }
            """;
    }

    private static string Full() => TrialRun.Text("full.csv", CostTableWriter.Csv(MeasuredTable.Full));
}
