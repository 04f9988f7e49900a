using NUnit.Framework;
using Sim.Scenarios;

namespace Sim.Tests.Scenarios;

internal sealed class TemplateTests
{
    [Test]
    public void The_template_has_no_faults_and_asks_a_question()
    {
        LoadedScenario loaded = Written.Load(ScenarioTemplate.Text());

        Assert.That(loaded.Question, Is.EqualTo("can 4 hosts carry these VMs without hurting anyone?"));
        Assert.That(loaded.Scenario.Name, Is.EqualTo("first"));
        Assert.That(loaded.Scenario.Hosts[0].Type.TotalCores, Is.EqualTo(56));
    }

    [Test]
    public void Names_and_paths_with_quotes_and_backslashes_survive()
    {
        Scenario scenario = Written.Read(ScenarioTemplate.Text("bob's", @"C:\traces: mine"));

        Assert.That(scenario.Name, Is.EqualTo("bob's"));
        Assert.That(scenario.Workload[0].Trace!.Path.Written, Is.EqualTo(@"C:\traces: mine"));
    }
}
