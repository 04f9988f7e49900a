using System.Linq;
using NUnit.Framework;
using Sim.Experiments;
using Sim.Experiments.Validation;
using Sim.Kernel;

namespace Sim.Tests.Experiments.Validation;

public sealed class ValidationsTests
{
    [Test]
    public void All_are_chosen_where_none_is_named_and_each_once() => Assert.Multiple(() =>
    {
        Assert.That(Validations.Choose(Parts.Load(), []).Select(part => part.Name), Has.Some.EqualTo("queueing"));
        Assert.That(Validations.Choose(Parts.Load(), ["queueing", "queueing"]), Has.Count.EqualTo(1));
    });

    [Test]
    public void Every_unknown_name_is_answered()
    {
        InputException fault = Assert.Throws<InputException>(() => Validations.Choose(Parts.Load(), ["queuing", "queueing", "wether"]))!;
        Assert.That(fault.Errors.Select(error => error.Message), Has.Exactly(2).Items.And.Some.Contains("'queuing' is no validation; did you mean 'queueing'?"));
    }

    [TestCase(2, 2.02, 1)]
    [TestCase(-2, -2.02, -1)]
    [TestCase(0, 0, 0)]
    [TestCase(2, double.NaN, double.NaN)]
    [TestCase(0, 1, double.PositiveInfinity)]
    public void The_error_is_in_percent_of_the_expected_value(double expected, double found, double error) =>
        Assert.That(Trial.Case("a", expected, found).ErrorPct, Is.EqualTo(error).Within(1e-9));

    [Test]
    public void A_row_has_a_cell_for_each_column() =>
        Assert.That(ValidationTable.Cells(Trial.Case("a", 1, 1)), Has.Length.EqualTo(ValidationTable.Schema.Columns.Count));
}
