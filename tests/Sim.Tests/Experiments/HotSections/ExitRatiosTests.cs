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

    [Test]
    public void A_walk_is_what_translation_adds()
    {
        IReadOnlyList<ExitRatio> ratios = ExitRatios.Of(Table(
            TrialCosts.Row("random-access", "translation=none", 10),
            TrialCosts.Row("random-access", "translation=native;page=4KiB;span=256MiB", 40),
            TrialCosts.Row("random-access", "translation=nested;guest=4KiB;host=4KiB;span=256MiB", 130)));
        Assert.That(Value(ratios, "2-D walk : 1-D walk, 4 KiB"), Is.EqualTo(4));
    }

    [Test]
    public void What_the_table_lacks_is_no_number() => Assert.That(
        ExitRatios.Of(Table(TrialCosts.Row("exit-null", "switch=quick", 1))).Select(ratio => ratio.Value), Is.All.NaN);

    /// <summary>Every row that a ratio names is one of the library.</summary>
    [Test]
    public void A_full_table_has_every_ratio()
    {
        CostRow[] rows = [.. HotSectionLibrary.All.Select((section, i) => TrialCosts.Row(section.Name, section.Parameters, section.Parameters == "translation=none" ? 1 : i + 2))];
        Assert.That(ExitRatios.Of(Table(rows)).Where(ratio => double.IsNaN(ratio.Value)).Select(ratio => ratio.Name), Is.Empty);
    }

    [Test]
    public void Published_figures_have_sources() => Assert.That(
        ExitRatios.Of(Table()).SelectMany(ratio => ratio.Published), Is.All.Matches<PublishedFigure>(figure => figure!.Source.Length > 0 && figure.Value > 0));

    private static CostTable Table(params CostRow[] rows) => new("trial", Frequency.FromMegahertz(1000), rows);

    private static double Value(IReadOnlyList<ExitRatio> ratios, string name) => ratios.Single(ratio => ratio.Name == name).Value;
}
