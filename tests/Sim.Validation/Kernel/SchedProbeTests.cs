using System.Globalization;
using System.Linq;
using NUnit.Framework;

namespace Sim.Validation.Kernel;

/// <summary>The kernel under the tests shares its CPU by its own rules, as far as they do not depend on its version.</summary>
[Category("External")]
[NonParallelizable]
internal sealed class SchedProbeTests
{
    // Linux, kernel/sched/core.c, sched_prio_to_weight.
    private const double Nice0 = 1024;
    private const double Nice5 = 335;
    private const double Nice2 = 655;
    private const double Nice4 = 423;

    [OneTimeSetUp]
    public void SkipWhereNothingCanBeMeasured()
    {
        CompiledProbe.RequireOrIgnore();
        TestContext.Out.WriteLine(KernelInfo.Read());
    }

    [TestCase("2 hogs, nice 0/0", new[] { Nice0, Nice0 })]
    [TestCase("2 hogs, nice 0/5", new[] { Nice0, Nice5 })]
    [TestCase("3 hogs, nice 0/2/4", new[] { Nice0, Nice2, Nice4 })]
    public void Hogs_share_a_CPU_by_their_weights(string name, double[] weights)
    {
        SchedMeasurement measured = Measure(name);
        for (int task = 0; task < weights.Length; task++)
        {
            Assert.That(measured.RelativePct(task), Is.EqualTo(weights[task] / weights.Sum() * 100).Within(4), measured.Tasks[task].Task.ToString());
        }
    }

    [Test]
    public void A_task_that_needs_less_than_its_share_gets_what_it_needs()
    {
        SchedMeasurement measured = Measure("hog + 1 ms of 10 ms");
        SchedTaskResult periodic = measured.Tasks[1];
        Assert.That(periodic.SharePct, Is.EqualTo(10).Within(1.5));
        Assert.That(periodic.Wakeups, Is.GreaterThan(150));
        Assert.That(periodic.LateUsMedian, Is.Positive.And.LessThanOrEqualTo(periodic.LateUsP99));
    }

    [Test]
    public void A_quota_caps_a_hog_or_the_probe_says_why_it_was_not_run()
    {
        SchedMeasurement measured = SchedProbe.Run(SchedSetup.Named("quota 30 % of 100 ms"));
        if (measured.NotRun is { } reason)
        {
            Assert.Ignore("not run: " + reason);
        }

        Assert.That(measured.Tasks[0].SharePct, Is.EqualTo(30).Within(3));
    }

    /// <summary>The table for whoever compares a model with the kernel: every set-up three times.</summary>
    [Test]
    [Explicit("takes two minutes")]
    public void Prints_every_set_up_three_times()
    {
        foreach (SchedSetup setup in SchedSetup.All)
        {
            for (int run = 1; run <= 3; run++)
            {
                SchedMeasurement measured = SchedProbe.Run(setup with { Seconds = 3 });
                Assert.That(measured.NotRun is null, Is.EqualTo(measured.Tasks.Count > 0));
                TestContext.Out.WriteLine(measured.NotRun is { } reason ? $"{setup.Name}: not run: {reason}" : Row(measured, run));
            }
        }
    }

    private static SchedMeasurement Measure(string name)
    {
        SchedMeasurement measured = SchedProbe.Run(SchedSetup.Named(name));
        Assert.That(measured.NotRun, Is.Null);
        TestContext.Out.WriteLine(Row(measured, 1));
        return measured;
    }

    private static string Row(SchedMeasurement measured, int run) => string.Join("\n", measured.Tasks.Select((task, i) => string.Create(
        CultureInfo.InvariantCulture,
        $"{measured.Setup.Name},{run},{task.Task},{task.SharePct:0.00} %,of all {measured.RelativePct(i):0.00} %,late us {task.LateUsMedian}/{task.LateUsP99}/{task.LateUsMax},turn us {task.TurnUsMedian}/{task.TurnUsP99},away us {task.AwayUsMedian}/{task.AwayUsP99},missed {task.Missed},steal {measured.StealPct} %")));
}
