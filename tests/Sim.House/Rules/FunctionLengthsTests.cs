using System;
using System.Linq;
using NUnit.Framework;
using Sim.House.Source;

namespace Sim.House.Rules;

public sealed class FunctionLengthsTests
{
    [Test]
    public void No_function_is_over_the_limit()
    {
        TestContext.Out.WriteLine(string.Join(Environment.NewLine, FunctionLengths.Distribution(SourceTree.Repository)));
        Rule.Holds(FunctionLengths.Breaches(SourceTree.Repository));
    }

    [Test]
    public void A_long_function_is_caught_and_one_at_the_limit_is_not() => Rule.Catches(
        FunctionLengths.Breaches(SourceTree.Of(("src/Sim.A/A.cs", "class A\n{\n" + Function("Short", 60) + Function("Long", 61) + "}"))),
        "src/Sim.A/A.cs:63: Long has 61 lines; at most 60");

    [Test]
    public void The_distribution_counts_what_is_there() => Assert.That(
        FunctionLengths.Distribution(SourceTree.Of(("src/Sim.A/A.cs", "class A\n{\n" + Function("F", 4) + Function("G", 9) + Function("H", 5) + "}"))).Last(),
        Is.EqualTo("all of src           3 functions, median  5, 90 % <=  9, longest  9 lines"));

    private static string Function(string name, int lines) =>
        $"void {name}()\n{{\n" + string.Concat(Enumerable.Repeat("Call();\n", lines - 3)) + "}\n";
}
