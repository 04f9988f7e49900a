using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using NUnit.Framework;
using Sim.Reports.Page;
using Sim.Reports.Results;

namespace Sim.Tests.Reports;

internal sealed class ComparisonReportTests
{
    private TemporaryFolder _temporary = null!;

    [SetUp]
    public void Make()
    {
        _temporary = new TemporaryFolder();
        SampleComparison.WriteTo(_temporary.Of("run"));
    }

    [TearDown]
    public void Delete() => _temporary.Delete();

    [Test]
    public void A_comparison_is_as_the_golden_one() => GoldenFile.Matches("comparison-report.html", Render(), "Reports");

    [Test]
    public void Variants_are_text_wherever_they_stand()
    {
        Assert.That(Render(), Does.Not.Contain("<img"));
        Assert.That(Render(), Does.Contain("\\u003Cimg"), "in the charts' data");
    }

    [Test]
    public void It_has_no_section_of_a_single_run() =>
        Assert.That(Regex.Matches(Render(), "<section id=\"(?<id>[a-z-]+)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Select(match => match.Groups["id"].Value), Is.EqualTo(new[]
        {
            "answer", "metrics", "fairness", "tradeoff", "latency", "differences", "inputs", "scenario", "run", "files",
        }));

    [Test]
    public void Without_latencies_or_fairness_it_has_no_such_section()
    {
        File.Delete(_temporary.Of("run/latency_cdf.csv"));
        string table = _temporary.Of("run/comparison.csv");
        File.WriteAllLines(table, File.ReadAllLines(table).Where(line => !line.StartsWith("jain", StringComparison.Ordinal) && !line.StartsWith("throughput", StringComparison.Ordinal)));
        Assert.That(Render(), Does.Not.Contain("id=\"fairness\"").And.Not.Contain("id=\"tradeoff\"").And.Not.Contain("id=\"latency\""));
    }

    [Test]
    public void What_no_variant_changes_is_folded()
    {
        string page = Render();
        Assert.That(page, Does.Contain("The same in every run: hosts 4."));
        Assert.That(page, Does.Contain("Identical in every variant, and different from seed to seed only: cpu_demand_core_h 40 ± 3 core-h."));
    }

    private string Render() => ReportPage.Render(ResultReader.Open(_temporary.Of("run")), new Assets("/* script */", "/* style */"));
}
