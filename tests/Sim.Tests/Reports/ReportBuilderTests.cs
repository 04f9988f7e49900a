using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using NUnit.Framework;
using Sim.Kernel;
using Sim.Kernel.Results;
using Sim.Reports;
using Sim.Reports.Page;
using Sim.Reports.Results;

namespace Sim.Tests.Reports;

internal sealed class ReportBuilderTests
{
    private const string Evil = "<script>alert('pwned')</script><img src=x onerror=alert(1)>\"'&";

    private TemporaryFolder _temporary = null!;

    [SetUp]
    public void Make() => _temporary = new TemporaryFolder();

    [TearDown]
    public void Delete() => _temporary.Delete();

    [Test]
    public void A_tiny_report_is_as_the_golden_one()
    {
        new SampleRun { Hosts = 2, VmsPerHost = 1, Samples = 3, Columns = 3, Unplaced = 1 }.WriteTo(_temporary.Of("run"));
        string page = ReportPage.Render(ResultReader.Open(_temporary.Of("run")), new Assets("/* script */", "/* style */"));
        GoldenFile.Matches("tiny-report.html", page, "Reports");
    }

    [Test]
    public void The_page_is_one_file_that_names_no_other_place()
    {
        string page = Build(new SampleRun());
        Assert.That(page, Does.Not.Match("(src|href)=\"(https?:)?//"));
        Assert.That(Regex.Count(page, "<script"), Is.EqualTo(2), "the data and the bundle; the bundle must not hold the words itself");
        Assert.That(page, Has.Length.LessThan(1_500_000));
        Assert.That(Assets.Embedded().Script, Has.Length.LessThan(700_000));
    }

    [Test]
    public void The_same_folder_gives_the_same_page()
    {
        string first = Build(new SampleRun { Hosts = 3, Samples = 20 });
        ReportBuilder.Build(_temporary.Of("run"));
        Assert.That(File.ReadAllText(_temporary.Of("run/report.html")), Is.EqualTo(first));
    }

    [Test]
    public void Names_are_text_wherever_they_stand()
    {
        new SampleRun { Hosts = 2, Samples = 5, WorstVm = Evil }.WriteTo(_temporary.Of("run"));
        ResultReader reader = ResultReader.Open(_temporary.Of("run"));
        RunManifest manifest = reader.Manifest with { Name = Evil, Question = Evil, Command = Evil, Scenario = Evil, Remarks = [new Remark(Evil, Evil, Evil)], Inputs = [new InputFile(Evil, 1, Evil)], Costs = [new TakenCost(Evil, 1, 2, Evil, Evil, [new TakenRow(Evil, Evil, Evil, Evil, 1, 3)])] };
        ManifestFile.Write(_temporary.Of("run/run.json"), manifest);
        string page = ReportPage.Render(ResultReader.Open(_temporary.Of("run")), new Assets("/* script */", ""));
        Assert.That(page, Does.Not.Contain("<script>alert"));
        Assert.That(page, Does.Not.Contain("<img"));
        Assert.That(page, Does.Contain("&lt;script&gt;alert("));
        Assert.That(page, Does.Contain("\\u003Cscript\\u003Ealert("), "in the charts' data");
    }

    [Test]
    public void Constants_of_a_cost_table_are_shown_with_their_rows()
    {
        new SampleRun { Hosts = 2, Samples = 5 }.WriteTo(_temporary.Of("run"));
        Assert.That(Render(), Does.Not.Contain("Constants taken from a cost table"));
        RunManifest manifest = ResultReader.Open(_temporary.Of("run")).Manifest with
        {
            Costs = [new TakenCost("hypervisor.memory.costs.compress", 9148, 10_000, "costs/a.csv", "server-ooo", [new TakenRow("page-compress", "warm", "content=text", "cycles_mean", 0.5, 23103.8)])],
        };
        ManifestFile.Write(_temporary.Of("run/run.json"), manifest);
        Assert.That(Render(), Does.Contain("Constants taken from a cost table").And.Contain("0.5 x page-compress content=text warm: 23103.8 cycles").And.Contain("costs/a.csv"));
    }

    [Test]
    public void A_manifest_of_before_there_were_cost_tables_is_read()
    {
        new SampleRun { Hosts = 2, Samples = 5 }.WriteTo(_temporary.Of("run"));
        string json = File.ReadAllText(_temporary.Of("run/run.json"));
        string older = json.Replace("  \"costs\": [],\n", "", StringComparison.Ordinal);
        Assert.That(older, Is.Not.EqualTo(json));
        File.WriteAllText(_temporary.Of("run/run.json"), older);
        Assert.That(ResultReader.Open(_temporary.Of("run")).Manifest.Costs, Is.Empty);
    }

    [Test]
    public void Each_missing_table_is_said_and_the_rest_shown([Values("summary", "slo", "hosts", "vms", "cluster_samples", "host_heatmap", "vm_ready_histogram", "worst_vms", "worst_hosts", "unplaced_vms")] string table)
    {
        new SampleRun { Hosts = 3, Samples = 5 }.WriteTo(_temporary.Of("run"));
        File.Delete(_temporary.Of("run/" + table + ".csv"));
        string page = Render();
        Assert.That(page.Contains("About this run", StringComparison.Ordinal));
        Assert.That(page.Contains($"href=\"{table}.csv\">{table}.csv</a></td>", StringComparison.Ordinal), Is.False);
    }

    [Test]
    public void A_folder_with_nothing_but_a_manifest_still_has_a_page()
    {
        ManifestFile.Write(_temporary.Of("run.json"), new RunManifest { Name = "empty", ToolVersion = "0.1.0", Command = "sim run empty.yaml" });
        string page = File.ReadAllText(ReportBuilder.Build(_temporary.Path));
        foreach (string table in new[] { "summary", "cluster_samples", "host_heatmap", "vm_ready_histogram", "worst_vms", "worst_hosts", "unplaced_vms" })
        {
            Assert.That(page, Does.Contain($"This run wrote no {table}.csv"));
        }

        Assert.That(page, Does.Contain("states no service objectives"));
    }

    [Test]
    public void Tables_without_rows_are_said()
    {
        using (ResultFolder folder = ResultFolder.Create(_temporary.Of("run")))
        {
            TableSchema[] schemas =
            [
                SampleSchemas.Summary, SampleSchemas.Slo, SampleSchemas.ClusterSamples, SampleSchemas.HeatMap, SampleSchemas.Histogram,
                SampleSchemas.WorstVms, SampleSchemas.WorstHosts, SampleSchemas.Unplaced,
            ];
            schemas.ToList().ForEach(schema => folder.Open(schema).Dispose());
            folder.Commit(SampleRun.Manifest());
        }

        Assert.That(Render(), Does.Contain("every VM found a host").And.Contain("No VM had to wait").And.Contain("cluster_samples.csv has no rows"));
    }

    [Test]
    public void A_missing_column_is_named()
    {
        new SampleRun { Hosts = 3, Samples = 5 }.WriteTo(_temporary.Of("run"));
        File.WriteAllText(_temporary.Of("run/host_heatmap.csv"), "host,time_s\ng4-01,0\n");
        Assert.That(Render(), Does.Contain("host_heatmap.csv has no column cpu_utilisation_pct"));
    }

    [Test]
    public void A_damaged_table_is_a_fault_with_its_line()
    {
        new SampleRun { Hosts = 3, Samples = 5 }.WriteTo(_temporary.Of("run"));
        File.AppendAllText(_temporary.Of("run/vm_ready_histogram.csv"), "1,2,many\n");
        Assert.That(() => ReportBuilder.Build(_temporary.Of("run")), Throws.TypeOf<InputException>().With.Message.Contains("vm_ready_histogram.csv:12:3: vms: 'many' found"));
    }

    [Test]
    public void Names_that_look_like_numbers_stay_names()
    {
        using (ResultFolder folder = ResultFolder.Create(_temporary.Of("run")))
        {
            using (IRowWriter rows = folder.Open(SampleSchemas.Unplaced))
            {
                rows.Text("007");
                rows.Real(0);
                rows.Integer(1);
                rows.Real(2500);
                rows.Real(512);
                rows.Text("no room");
                rows.EndRow();
            }

            folder.Commit(SampleRun.Manifest());
        }

        Assert.That(Render(), Does.Contain("<th scope=\"row\">007</th>"));
    }

    private string Render() => ReportPage.Render(ResultReader.Open(_temporary.Of("run")), new Assets("", ""));

    private string Build(SampleRun run)
    {
        run.WriteTo(_temporary.Of("run"));
        return File.ReadAllText(ReportBuilder.Build(_temporary.Of("run")));
    }
}
