using NUnit.Framework;
using Sim.Reports.Page;
using Sim.Reports.Results;

namespace Sim.Tests.Reports.Timeline;

internal sealed class TimelineSectionTests
{
    private TemporaryFolder _temporary = null!;

    [SetUp]
    public void Make() => _temporary = new TemporaryFolder();

    [TearDown]
    public void Delete() => _temporary.Delete();

    [Test]
    public void A_run_with_a_timeline_has_two_Gantt_charts_and_one_without_has_no_section()
    {
        Assert.That(Page(folder => new SampleRun { Hosts = 2, Samples = 5 }.WriteTo(folder)), Does.Not.Contain("id=\"timeline"));
        string page = Page(folder => TimelineRun.WriteTo(folder));
        Assert.That(page, Does.Contain("<section id=\"timeline\"").And.Contain("id=\"timeline-pcpus\"").And.Contain("id=\"timeline-vcpus\""));
        Assert.That(page, Does.Contain("6 vCPUs; of all their time: run ").And.Contain("2 pCPUs; the busiest, core "));
        Assert.That(page, Does.Contain("\"kind\":\"gantt\""));
        Assert.That(page, Does.Not.Contain("are drawn; timeline.csv has all"));
    }

    [Test]
    public void Of_many_states_the_first_are_drawn_and_the_page_says_so() =>
        Assert.That(Page(folder => TimelineRun.WriteTo(folder, changes: 20_000)), Does.Contain("The first 12,000 of "));

    [Test]
    public void A_timeline_without_rows_says_so() =>
        Assert.That(Page(folder => TimelineRun.WriteEmpty(folder)), Does.Contain("timeline.csv has no rows"));

    private string Page(System.Action<string> write)
    {
        string folder = _temporary.Of("run");
        write(folder);
        return ReportPage.Render(ResultReader.Open(folder), new Assets("/* script */", ""));
    }
}
