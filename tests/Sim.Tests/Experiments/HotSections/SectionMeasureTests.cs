using System.Linq;
using NUnit.Framework;
using Sim.CoreEmulator.Timing;
using Sim.Experiments.HotSections;
using Sim.Hosts.Costs;

namespace Sim.Tests.Experiments.HotSections;

/// <summary>What is made of samples.</summary>
internal sealed class SectionMeasureTests
{
    private static readonly HotSection Pair = HotSectionLibrary.All.First(section => section.Parameters == "registers=kept;fp=no");
    private static readonly HotSection Empty = HotSectionLibrary.All[0];

    [Test]
    public void A_row_is_per_operation_and_less_the_empty_pair()
    {
        CostRow row = Of(Pair, 12, 14, 16).ToRow(Of(Empty, 2, 2, 2));
        Assert.That((row.CyclesMean, row.CyclesP50, row.Samples), Is.EqualTo((6.0, 6.0, 3L)));
        Assert.That(row.CyclesP99, Is.EqualTo(6.98).Within(1e-9), "type 7: 6 + 0.98 * 1");
        Assert.That(row.Instructions, Is.EqualTo((10.0 - 10) / 2), "both took 10");
        Assert.That(row.L1DMisses, Is.EqualTo(2), "4 misses a sample, 2 operations");
    }

    /// <summary>Student's t for 2 degrees of freedom, 97.5 %: 4.302653. Standard deviation of 5, 6, 7: 1.</summary>
    [Test]
    public void Confidence_is_the_half_width_of_Students_interval() =>
        Assert.That(Of(Pair, 10, 12, 14).ToRow(null).Confidence, Is.EqualTo(4.302653 / System.Math.Sqrt(3)).Within(1e-3));

    [Test]
    public void One_sample_has_no_interval() => Assert.That(Of(Pair, 10).ToRow(null).Confidence, Is.Zero);

    [Test]
    public void Shares_of_the_stack_begin_with_the_largest_and_add_up()
    {
        SectionMeasure measure = Of(Pair, 10);
        Assert.That(measure.Shares(), Is.EqualTo([(CpiComponent.Branch, 0.75), (CpiComponent.Base, 0.25)]));
    }

    private static SectionMeasure Of(HotSection section, params long[] cycles)
    {
        SectionMeasure measure = new(section);
        long[] stack = new long[CpiStack.Components];
        (stack[(int)CpiComponent.Base], stack[(int)CpiComponent.Branch]) = (1, 3);
        foreach (long each in cycles)
        {
            measure.Add(each, new CoreMeasures(10, each, stack, [("l1d_misses", 4)]));
        }

        return measure;
    }
}
