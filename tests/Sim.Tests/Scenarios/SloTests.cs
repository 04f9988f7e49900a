using NUnit.Framework;
using Sim.Scenarios;

namespace Sim.Tests.Scenarios;

internal sealed class SloTests
{
    [TestCase("cpu_ready_pct.p95 <= 5", "cpu_ready_pct", SloAggregate.P95, SloComparison.LessOrEqual, 5)]
    [TestCase("a.mean<1.5e3", "a", SloAggregate.Mean, SloComparison.Less, 1500)]
    [TestCase("  energy_kwh  >  -2  ", "energy_kwh", null, SloComparison.Greater, -2)]
    [TestCase("m.min >= 0", "m", SloAggregate.Min, SloComparison.GreaterOrEqual, 0)]
    [TestCase("swapped_mib.max == 0", "swapped_mib", SloAggregate.Max, SloComparison.Equal, 0)]
    public void An_objective_is_read(string text, string metric, SloAggregate? aggregate, SloComparison comparison, double threshold) =>
        Assert.That(new SloParser(text).Parse(), Is.EqualTo(new Slo(metric, aggregate, comparison, threshold)));

    [TestCase("m < 5", 5, false)]
    [TestCase("m <= 5", 5, true)]
    [TestCase("m > 5", 5, false)]
    [TestCase("m >= 5", 5, true)]
    [TestCase("m == 5", 5, true)]
    [TestCase("m == 5", 5.1, false)]
    [TestCase("m < 5", double.NaN, false)]
    [TestCase("m >= 5", double.NaN, false)]
    public void An_objective_is_met_or_not(string text, double value, bool met) =>
        Assert.That(new SloParser(text).Parse()!.IsMetBy(value), Is.EqualTo(met));

    [Test]
    public void Every_objective_prints_and_reads_back()
    {
        foreach (SloAggregate aggregate in System.Enum.GetValues<SloAggregate>())
        {
            foreach (SloComparison comparison in System.Enum.GetValues<SloComparison>())
            {
                Slo slo = new("x_pct", aggregate, comparison, 0.125);
                Assert.That(new SloParser(slo.ToString()).Parse(), Is.EqualTo(slo));
            }
        }
    }
}
