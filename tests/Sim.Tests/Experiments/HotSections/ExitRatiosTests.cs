using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using Sim.Experiments.HotSections;
using Sim.Hosts.Costs;
using Sim.Kernel.Quantities;
using Sim.Tests.Hosts.Costs;

namespace Sim.Tests.Experiments.HotSections;

/// <summary>Ratios of a cost table.</summary>
internal sealed class ExitRatiosTests
{
    [Test]
    public void Ratios_are_of_the_rows_they_name()
    {
        IReadOnlyList<ExitRatio> ratios = ExitRatios.Of(Table(
            TrialCosts.Row("exit-null", "switch=full", 100),
            TrialCosts.Row("exit-device", "handler=kernel;access=load;decode=htinst", 150),
            TrialCosts.Row("exit-device", "handler=user;access=load;decode=htinst", 600)));
        Assert.That(Value(ratios, "null hypercall, cycles"), Is.EqualTo(100));
        Assert.That(Value(ratios, "user-space exit : in-kernel exit"), Is.EqualTo(4));
        Assert.That(Value(ratios, "user-space exit : null hypercall"), Is.EqualTo(6));
    }

    /// <summary>Per walk, whatever else an access takes: 100 cycles in 2 walks, and 60 in half a walk.</summary>
    [Test]
    public void A_walk_is_what_the_walker_says()
    {
        IReadOnlyList<ExitRatio> ratios = ExitRatios.Of(Table(
            TrialCosts.Row("random-access", "translation=native;page=4KiB;span=256MiB", 400) with { Walks = 2, WalkCycles = 100 },
            TrialCosts.Row("random-access", "translation=nested;guest=4KiB;host=4KiB;span=256MiB", 70) with { Walks = 0.5, WalkCycles = 60 }));
        Assert.That(Value(ratios, "2-D walk : 1-D walk, 4 KiB"), Is.EqualTo(2.4), "120 : 50");
    }

    /// <summary>Large pages may cost less than no translation does elsewhere: there is a ratio all the same.</summary>
    [Test]
    public void Large_pages_have_a_ratio_where_accesses_are_cheap()
    {
        IReadOnlyList<ExitRatio> ratios = ExitRatios.Of(Table(
            TrialCosts.Row("random-access", "translation=none", 50),
            TrialCosts.Row("random-access", "translation=native;page=4KiB;span=256MiB", 90) with { Walks = 1, WalkCycles = 60 },
            TrialCosts.Row("random-access", "translation=native;page=2MiB;span=8GiB", 30) with { Walks = 0.5, WalkCycles = 5 }));
        Assert.That(Value(ratios, "4 KiB : 2 MiB, 1-D walk"), Is.EqualTo(6));
    }

    [Test]
    public void The_final_host_walk_is_a_share_of_walks_and_walks_a_share_of_time()
    {
        IReadOnlyList<ExitRatio> ratios = ExitRatios.Of(Table(
            TrialCosts.Row("random-access", "translation=nested;guest=4KiB;host=4KiB;span=16GiB", 800) with { Walks = 1, WalkCycles = 600, WalkFinalCycles = 240 }));
        Assert.That(Value(ratios, "final host walk : 2-D walk, 16 GiB"), Is.EqualTo(0.4));
        Assert.That(Value(ratios, "walking : all time, guest, 4 KiB, 16 GiB"), Is.EqualTo(0.75));
    }

    [TestCase(449, "miss")]
    [TestCase(450, "ok")]
    [TestCase(900, "ok")]
    [TestCase(901, "miss")]
    public void User_exits_are_held_to_three_to_six_kernel_exits(double cycles, string verdict)
    {
        IReadOnlyList<ExitRatio> ratios = ExitRatios.Of(Table(
            TrialCosts.Row("exit-device", "handler=kernel;access=load;decode=htinst", 150),
            TrialCosts.Row("exit-device", "handler=user;access=load;decode=htinst", cycles)));
        Assert.That(ratios.Single(ratio => ratio.Name == "user-space exit : in-kernel exit").Verdict, Is.EqualTo(verdict));
    }

    [Test]
    public void What_has_no_value_has_no_verdict() => Assert.That(ExitRatios.Of(Table()).Select(ratio => ratio.Verdict), Is.All.Empty);

    [Test]
    public void Published_figures_of_a_ratio_or_limits_make_its_band() => Assert.That(
        ExitRatios.Of(Table()).Select(ratio => ratio.Band).OfType<RatioBand>(), Is.All.Matches<RatioBand>(band => band!.Low < band.High && band.Source.Length > 0));

    [Test]
    public void What_the_table_lacks_is_no_number() => Assert.That(
        ExitRatios.Of(Table(TrialCosts.Row("exit-null", "switch=quick", 1))).Select(ratio => ratio.Value), Is.All.NaN);

    /// <summary>Every row that a ratio names is one of the library.</summary>
    [Test]
    public void A_full_table_has_every_ratio()
    {
        CostRow[] rows = [.. HotSectionLibrary.All.Select((section, i) => TrialCosts.Row(section.Name, section.Parameters, i + 2) with { Walks = 1, WalkCycles = 1, WalkFinalCycles = 1 })];
        Assert.That(ExitRatios.Of(Table(rows)).Where(ratio => double.IsNaN(ratio.Value)).Select(ratio => ratio.Name), Is.Empty);
    }

    [Test]
    public void Published_figures_have_sources() => Assert.That(
        ExitRatios.Of(Table()).SelectMany(ratio => ratio.Published), Is.All.Matches<PublishedFigure>(figure => figure!.Source.Length > 0 && figure.Value > 0));

    private static CostTable Table(params CostRow[] rows) => new("trial", Frequency.FromMegahertz(1000), rows);

    private static double Value(IReadOnlyList<ExitRatio> ratios, string name) => ratios.Single(ratio => ratio.Name == name).Value;
}
