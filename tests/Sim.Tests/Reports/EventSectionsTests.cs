using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NUnit.Framework;
using Sim.Kernel.Results;
using Sim.Reports.Page;
using Sim.Reports.Results;

namespace Sim.Tests.Reports;

/// <summary>What the page says of an event run beyond an interval run.</summary>
internal sealed class EventSectionsTests
{
    private static readonly TableSchema Scheduling = SampleSchemas.Table(
        "vm_scheduling", "A VM", "vm:t", "steal_pct", "cpu_run_pct", "cpu_ready_pct", "cpu_costop_pct", "cpu_capped_pct", "cpu_blocked_pct");

    private static readonly TableSchema Cdf = SampleSchemas.Table("latency_cdf", "A quantile", "vm:t", "kind:t", "quantile", "latency_us");

    private static readonly TableSchema Pcpus = SampleSchemas.Table("pcpus", "A pCPU", "host:t", "pcpu:i", "core:i", "numa_node:i", "busy_pct", "context_switches:i");

    private TemporaryFolder _temporary = null!;

    [SetUp]
    public void Make() => _temporary = new TemporaryFolder();

    [TearDown]
    public void Delete() => _temporary.Delete();

    [Test]
    public void An_interval_run_has_none_of_them() =>
        Assert.That(Page(_ => { }), Does.Not.Contain("id=\"states\"").And.Not.Contain("id=\"latencies\"").And.Not.Contain("id=\"pcpus\""));

    [Test]
    public void A_bar_for_each_VM_shows_the_states_that_there_were()
    {
        string page = Page(folder => States(folder, 2));
        Assert.That(page, Does.Contain("\"kind\":\"shares\"").And.Contain("\"names\":[\"vm-0\",\"vm-1\"]"));
        Assert.That(page, Does.Contain("\"parts\":[{\"name\":\"run\",\"tone\":\"good\"},{\"name\":\"ready\",\"tone\":\"warning\"},{\"name\":\"blocked\",\"tone\":\"calm\"}]"));
        Assert.That(page, Does.Contain("\"values\":[50,0.5,49.5,50,1.5,48.5]"));
        Assert.That(page, Does.Contain("vm-1 waited most: run 50 %, ready 1.5 %, blocked 48.5 % of its vCPUs"));
    }

    [Test]
    public void Of_many_VMs_those_that_waited_most_are_shown()
    {
        string page = Page(folder => States(folder, 45));
        Assert.That(page, Does.Contain("Of 45 VMs, the 40 that waited most.").And.Contain("\"names\":[\"vm-44\",\"vm-43\","));
        Assert.That(page, Does.Contain("\"vm-5\"]").And.Not.Contain("\"vm-4\""));
    }

    [Test]
    public void Latencies_are_curves_of_all_VMs_and_of_those_with_the_longest_tails()
    {
        string page = Page(folder => Latencies(folder, ("all", "wakeup", 30), ("a", "wakeup", 10), ("b", "wakeup", 50), ("all", "response", 0)));
        // Zero and the very shortest have no place on the axis.
        Assert.That(page, Does.Contain("\"curves\":[{\"name\":\"all\",\"xs\":[30,60],\"ys\":[50,99]},{\"name\":\"b\",\"xs\":[50,100],\"ys\":[50,99]},{\"name\":\"a\""));
        Assert.That(page, Does.Contain("\"logarithmic\":true").And.Contain("All VMs together: 50 % within 30 us, 95 % within 30 us, 99 % within 60 us."));
        Assert.That(page, Does.Contain("response time: there was none above zero."));
    }

    [Test]
    public void Pcpus_are_listed()
    {
        string page = Page(folder => Rows(folder, Pcpus, [["h", 0L, 0L, 0L, 50.0, 7200L], ["h", 1L, 0L, 0L, 25.0, 0L]]));
        Assert.That(page, Does.Contain("<td class=\"num\">50 %</td><td class=\"num\">7,200</td>").And.Contain("<td class=\"num\">25 %</td>"));
    }

    [Test]
    public void Tables_without_rows_are_said_to_be_empty()
    {
        string page = Page(folder =>
        {
            States(folder, 0);
            Latencies(folder);
            Rows(folder, Pcpus, []);
        });
        Assert.That(page, Does.Contain("No VM ran.").And.Contain("wake-up latency: there was none above zero."));
    }

    private static void States(ResultFolder folder, int vms) => Rows(folder, Scheduling, Enumerable.Range(0, vms).Select(vm =>
        (object[])[string.Create(CultureInfo.InvariantCulture, $"vm-{vm}"), vm + 0.5, 50.0, vm + 0.5, 0.0, 0.0, 49.5 - vm]));

    private static void Latencies(ResultFolder folder, params (string Vm, string Kind, double Median)[] curves) => Rows(folder, Cdf, curves.SelectMany(curve =>
        (object[][])[[curve.Vm, curve.Kind, 0.0, 0.001], [curve.Vm, curve.Kind, 0.02, 0.0], [curve.Vm, curve.Kind, 0.5, curve.Median], [curve.Vm, curve.Kind, 0.99, 2 * curve.Median]]));

    private static void Rows(ResultFolder folder, TableSchema schema, IEnumerable<object[]> rows)
    {
        using IRowWriter writer = folder.Open(schema);
        foreach (object[] row in rows)
        {
            foreach (object cell in row)
            {
                switch (cell)
                {
                    case string text:
                        writer.Text(text);
                        break;
                    case long whole:
                        writer.Integer(whole);
                        break;
                    default:
                        writer.Real((double)cell);
                        break;
                }
            }

            writer.EndRow();
        }
    }

    private string Page(Action<ResultFolder> write)
    {
        string path = _temporary.Of("run");
        using (ResultFolder folder = ResultFolder.Create(path))
        {
            write(folder);
            folder.Commit(SampleRun.Manifest());
        }

        return ReportPage.Render(ResultReader.Open(path), new Assets("/* script */", ""));
    }
}
