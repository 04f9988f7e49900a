using NUnit.Framework;
using Sim.Hosts.Costs;
using Sim.Kernel;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Costs;

/// <summary>How models ask a cost table.</summary>
internal sealed class CostTableTests
{
    private static readonly CostTable Table = new("trial", Frequency.FromMegahertz(3000),
    [
        TrialCosts.Row("exit-device", "handler=kernel;access=load", 1500),
        TrialCosts.Row("exit-device", "handler=user;access=load", 6000),
        TrialCosts.Row("page-zero", "", 100),
        TrialCosts.Row("page-zero", "", 400) with { Mode = CostTable.Cold },
    ]);

    [TestCase("handler=user", 2000)]
    [TestCase("access=load;handler=user", 2000)]
    [TestCase("", 500, Description = "the first that has all that is asked for")]
    public void Costs_are_time_by_the_clock(string parameters, long nanoseconds) =>
        Assert.That(Table.Cost("exit-device", parameters), Is.EqualTo(Duration.FromNanoseconds(nanoseconds)));

    [Test]
    public void Time_is_rounded_to_the_nearest_nanosecond() =>
        Assert.That((Table.Time(4), Table.Time(5)), Is.EqualTo((Duration.FromNanoseconds(1), Duration.FromNanoseconds(2))));

    [Test]
    public void Cold_is_asked_for() =>
        Assert.That((Table.Find("page-zero")!.CyclesMean, Table.Find("page-zero", mode: CostTable.Cold)!.CyclesMean), Is.EqualTo((100, 400)));

    [Test]
    public void What_is_not_there_is_null() => Assert.That(Table.Find("exit-device", "handler=process"), Is.Null);

    [TestCase("exit-devise", "", "the cost table of core 'trial' has no section 'exit-devise', warm (); did you mean 'exit-device'?")]
    [TestCase(
        "exit-device", "handler=process",
        "the cost table of core 'trial' has no section 'exit-device', warm (handler=process); it has warm (handler=kernel;access=load), warm (handler=user;access=load)")]
    public void A_missing_cost_says_what_there_is(string section, string parameters, string message) =>
        Assert.That(() => Table.Cost(section, parameters), Throws.InstanceOf<InputException>().With.Message.Contains(message));
}
