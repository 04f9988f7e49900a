using System.IO;
using NUnit.Framework;

namespace Sim.Tests.Cli;

/// <summary>A policy in a user's own assembly: here the tests'.</summary>
internal sealed class PluginTests
{
    private static string Assembly => typeof(LastFit).Assembly.Location;

    [Test]
    public void It_is_listed_and_described()
    {
        Assert.That(CommandLine.Sim("list", "placement-policies", "--plugin", Assembly).Out, Does.Contain("test-last-fit"));
        Assert.That(CommandLine.Sim("describe", "test-last-fit", "--plugin", Assembly).Out, Is.EqualTo(
            "test-last-fit (placement-policies): The last host with room.\nsource: PluginTests\noptions: none\n"));
        Assert.That(CommandLine.Sim("list", "placement-policies").Out, Does.Not.Contain("test-last-fit"));
    }

    [Test]
    public void It_places_VMs()
    {
        string scenario = CommandLine.Scenario("plugin", "placement: { policy: test-last-fit }");
        string target = CommandLine.At("plugin");
        Assert.That(CommandLine.Sim("run", scenario, "--set", "hosts.0.count=3", "--out", target, "--no-report", "--plugin", Assembly).Error, Is.Empty);
        Assert.That(File.ReadAllText(Path.Combine(target, "vms.csv")), Does.Contain("\na,h-3,"));
        Assert.That(CommandLine.Sim("run", scenario, "--out", target).Error, Does.Contain("'test-last-fit' is unknown"));
    }

    [Test]
    public void An_assembly_that_is_none_is_a_fault()
    {
        (int code, _, string error) = CommandLine.Sim("list", "--plugin", CommandLine.Scenario("no-assembly"));
        Assert.That(code, Is.EqualTo(2));
        Assert.That(error, Does.StartWith("sim: DIR/no-assembly.yaml: cannot be used as a plugin: ").And.EndWith("\n"));
    }
}
