using System;
using System.Linq;
using NUnit.Framework;
using Sim.Experiments.HotSections;
using Sim.Hosts.Costs;
using Sim.Tests.Hosts.Costs;

namespace Sim.Tests.Experiments;

/// <summary>Cost tables that cannot be used: all faults at once, each with its place.</summary>
internal sealed class MeasuredCostsFaultTests
{
    private static string[] Faults(string table, string more = "") => TrialRun.Faults($$"""
        workload: [ { synthetic: { vms: 1 } } ]
        hosts: [ { name: h, type: {{TrialRun.Host}} } ]
        hypervisor:
          costTable: {{table}}
          memory: { {{more}} }
        """);

    private static string With(string name, Func<CostRow, bool> keep, Func<CostRow, CostRow>? change = null) =>
        TrialRun.Text(name, CostTableWriter.Csv(MeasuredTable.Full with { Rows = [.. MeasuredTable.Full.Rows.Where(keep).Select(change ?? (row => row))] }));

    [Test]
    public void A_missing_file() => Assert.That(Faults("nowhere.csv"), Is.EqualTo([
        "trial.yaml:4:14: hypervisor.costTable: 'nowhere.csv' given; there is no such file (sim core calibrate --core NAME --out FILE makes one)",
    ]));

    [Test]
    public void A_path_that_is_none() => Assert.That(Faults("{ table: a.csv }"), Is.EqualTo([
        "trial.yaml:4:14: hypervisor.costTable: a mapping given; must be a path",
    ]));

    [Test]
    public void Every_row_that_is_missing_beside_other_faults() => Assert.That(
        Faults(With("few.csv", row => row.Section is not ("page-copy" or "page-hash") && row.Parameters != "content=numbers"), "policy: nobody"), Is.EqualTo([
            "trial.yaml:5:21: hypervisor.memory.policy: 'nobody' is unknown; must be one of dynamic-memory, esx-shares, external-targets, none",
            "trial.yaml:4:14: hypervisor.costTable: 'few.csv' given, which cannot give hypervisor.memory.costs.copyOnWrite: the cost table of core 'trial' has no section 'page-copy', cold ();"
                + " it has guest-page-fault, page-compress, page-decompress, random-access, page-table-write, address-space-switch, exit-null, thread-switch; or write that key",
            "trial.yaml:4:14: hypervisor.costTable: 'few.csv' given, which cannot give hypervisor.memory.costs.compress: the cost table of core 'trial' has no section 'page-compress', warm (content=numbers);"
                + " it has warm (content=text); or write that key",
            "trial.yaml:4:14: hypervisor.costTable: 'few.csv' given, which cannot give hypervisor.memory.costs.decompress: the cost table of core 'trial' has no section 'page-decompress', warm (content=numbers);"
                + " it has warm (content=text); or write that key",
            "trial.yaml:4:14: hypervisor.costTable: 'few.csv' given, which cannot give hypervisor.memory.costs.hash: the cost table of core 'trial' has no section 'page-hash', cold (algorithm=xxhash64);"
                + " it has guest-page-fault, page-compress, page-decompress, random-access, page-table-write, address-space-switch, exit-null, thread-switch; or write that key",
        ]));

    [Test]
    public void Rows_of_keys_that_are_written_are_not_missed() => Assert.That(
        () => TrialRun.Of($$"""
            workload: [ { synthetic: { vms: 1 } } ]
            hosts: [ { name: h, type: {{TrialRun.Host}} } ]
            hypervisor: { costTable: {{With("hashless.csv", row => row.Section != "page-hash")}}, memory: { costs: { hash: 1 us } } }
            """),
        Throws.Nothing);

    [Test]
    public void Figures_outside_of_the_range_of_their_key() => Assert.That(
        Faults(
            With("wild.csv", _ => true, row => row.Section switch
            {
                "guest-page-fault" when row.Parameters == "zeroes=yes" => row with { CyclesMean = 2e9 },
                "page-hash" => row with { CyclesMean = -3 },
                "random-access" => row with { WalkReferences = 0, WalkCycles = 0 },
                _ => row,
            }),
            "translation: {}"),
        Is.EqualTo([
            "trial.yaml:4:14: hypervisor.costTable: 'wild.csv' given, which cannot give hypervisor.memory.costs.firstTouch:"
                + " guest-page-fault (zeroes=yes, warm) makes 2E+09 cycles, 2E+09 ns; must be 0..1000000000 ns; or write that key",
            "trial.yaml:4:14: hypervisor.costTable: 'wild.csv' given, which cannot give hypervisor.memory.costs.hash:"
                + " page-hash (algorithm=xxhash64, cold) makes -3 cycles, -3 ns; must be 0..1000000000 ns; or write that key",
            "trial.yaml:4:14: hypervisor.costTable: 'wild.csv' given, which cannot give hypervisor.memory.translation.tableLoad:"
                + " random-access (translation=native;page=4KiB;span=256MiB, warm, cycles of walks per entry read) makes NaN cycles, NaN ns; must be 0..1000000 ns; or write that key",
        ]));

    [Test]
    public void Cells_that_are_wrong()
    {
        string text = CostTableWriter.Csv(MeasuredTable.Full).Replace(",3000,3000,3000,", ",x,3000,3000,", StringComparison.Ordinal).Replace(",warm,zeroes=no", ",tepid,zeroes=no", StringComparison.Ordinal);
        Assert.That(Faults(TrialRun.Text("cells.csv", text)), Is.EqualTo([
            "cells.csv:2:51: cycles_mean: 'x' given; must be a number",
            "cells.csv:3:35: mode: 'tepid' given; must be warm or cold",
        ]));
    }

    [Test]
    public void A_table_in_YAML_with_a_byte_order_mark_is_read() => Assert.That(
        () => TrialRun.Of($$"""
            workload: [ { synthetic: { vms: 1 } } ]
            hosts: [ { name: h, type: {{TrialRun.Host}} } ]
            hypervisor: { costTable: {{TrialRun.Text("marked.yaml", "\uFEFF" + CostTableWriter.Yaml(MeasuredTable.Full))}}, memory: {} }
            """),
        Throws.Nothing);
}
