using System.Globalization;
using System.IO;
using System.Linq;
using MySchedulers;
using NUnit.Framework;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Quantities;
using Sim.Tests.Cli;
using Sim.Tests.Hosts.Cpu;
using Sim.Tests.Hosts.Cpu.Schedulers;

namespace Sim.Tests.Plugins;

/// <summary>The scheduler that README shows how to write: it keeps the contract of Sim's own, and runs from its own assembly.</summary>
[TestFixture]
public sealed class ShortestRunFirstTests : VcpuSchedulerContract
{
    private static string Assembly => typeof(ShortestRunFirst).Assembly.Location;

    private static string Folder => Path.Combine(Repository.Folder, "scenarios", "plugins");

    protected override IVcpuScheduler Make() => new ShortestRunFirst();

    // Once its first run is known to be 2 ms, and the hog's at least 10, it never waits.
    [Test]
    public void The_shorter_run_preempts_the_longer()
    {
        CpuBench bench = new(Make(), 1);
        int sleeper = bench.Periodic(Duration.FromMilliseconds(2), Duration.FromMilliseconds(20));
        bench.Hog();
        CpuHost host = bench.Run(Duration.FromSeconds(10), Duration.FromMilliseconds(100));
        Assert.That(host.MeasuresOf(sleeper).In(VcpuState.Ready), Is.EqualTo(Duration.Zero));
        Assert.That(bench.Cores(sleeper), Is.EqualTo(0.1).Within(1e-6));
    }

    // 2 ms against 8 ms of work, both woken at the same instant: the shorter goes first, so it takes 2 ms and the other 10.
    [Test]
    public void Of_two_that_wake_together_the_shorter_goes_first()
    {
        CpuBench bench = new(Make(), 1);
        int longer = bench.Periodic(Duration.FromMilliseconds(8), Duration.FromMilliseconds(40));
        int shorter = bench.Periodic(Duration.FromMilliseconds(2), Duration.FromMilliseconds(40));
        CpuHost host = bench.Run(Duration.FromSeconds(10), Duration.FromMilliseconds(400));
        Assert.That(host.GuestOf(shorter).Responses.Maximum, Is.EqualTo(Duration.FromMilliseconds(2)));
        Assert.That(host.GuestOf(longer).Responses.Minimum, Is.EqualTo(Duration.FromMilliseconds(10)));
    }

    [Test]
    public void It_is_one_file_of_40_lines_at_most_which_README_shows()
    {
        string[] lines = File.ReadAllLines(Path.Combine(Folder, "ShortestRunFirst.cs"));
        Assert.That(lines, Has.Length.LessThanOrEqualTo(40));
        string readme = File.ReadAllText(Path.Combine(Repository.Folder, "README.md"));
        Assert.That(readme, Does.Contain(string.Join('\n', lines)));
    }

    [Test]
    public void Sim_lists_and_describes_it()
    {
        Assert.That(CommandLine.Sim("list", "schedulers", "--plugin", Assembly).Out, Does.Contain("shortest-run-first"));
        Assert.That(CommandLine.Sim("describe", "shortest-run-first", "--plugin", Assembly).Out, Does.StartWith("shortest-run-first (schedulers): Who is expected to run shortest"));
        Assert.That(CommandLine.Sim("list", "schedulers").Out, Does.Not.Contain("shortest-run-first"));
    }

    // Its point: users wait less than under a scheduler that is fair to everybody.
    [Test]
    public void Sim_runs_its_scenario_and_users_wait_less_than_under_round_robin()
    {
        double own = Response("own");
        double roundRobin = Response("round-robin", "--set", "hypervisor.cpu.scheduler=round-robin");
        Assert.That(own, Is.LessThan(roundRobin / 2));
    }

    [Test]
    public void Without_its_assembly_its_name_is_unknown() => Assert.That(
        CommandLine.Sim("run", Path.Combine(Folder, "shortest-run-first.yaml"), "--out", CommandLine.At("no-plugin")).Error,
        Does.Contain("shortest-run-first.yaml:5:33: hypervisor.cpu.scheduler: 'shortest-run-first' is unknown"));

    private static double Response(string name, params string[] more)
    {
        string target = CommandLine.At("plugin-" + name);
        string scenario = Path.Combine(Folder, "shortest-run-first.yaml");
        (_, _, string error) = CommandLine.Sim(["run", scenario, "--plugin", Assembly, "--set", "duration=5 s", "--no-report", "-q", "--out", target, .. more]);
        Assert.That(error, Is.Empty);
        string row = File.ReadLines(Path.Combine(target, "summary.csv")).Single(line => line.StartsWith("response_time_ms_mean,", System.StringComparison.Ordinal));
        return double.Parse(row.Split(',')[1], CultureInfo.InvariantCulture);
    }
}
