using System.Linq;
using NUnit.Framework;
using Sim.House.Source;

namespace Sim.House.Rules;

public sealed class ExplanationsTests
{
    [Test]
    public void Every_scenario_starts_with_its_question() => Rule.Holds(Explanations.Scenarios(SourceTree.Repository));

    [Test]
    public void Every_room_has_a_readme_of_a_page() => Rule.Holds(Explanations.Readmes(SourceTree.Repository));

    [Test]
    public void A_scenario_without_a_question_is_caught() => Rule.Catches(
        Explanations.Scenarios(SourceTree.Of(
            ("scenarios/a.yaml", "# Question: does it fit?\nname: a"),
            ("scenarios/b.yaml", "name: b\n# Question: too late?"),
            ("scenarios/c.yaml", "# Question: \nname: c"),
            ("traces/d.yaml", "name: d"))),
        "scenarios/b.yaml:1: must start with '# Question: ' and the question that the scenario answers",
        "scenarios/c.yaml:1: must start with '# Question: ' and the question that the scenario answers");

    [Test]
    public void A_readme_that_is_missing_empty_or_too_long_is_caught()
    {
        string sixty = string.Concat(Enumerable.Repeat("line\n", 60));
        Rule.Catches(
            Explanations.Readmes(SourceTree.Of(
                ("src/Sim.A/Sim.A.csproj", ""),
                ("src/Sim.B/Sim.B.csproj", ""),
                ("src/Sim.B/README.md", "\n"),
                ("src/Sim.C/Sim.C.csproj", ""),
                ("src/Sim.C/README.md", sixty),
                ("src/Sim.D/Sim.D.csproj", ""),
                ("src/Sim.D/README.md", sixty + "line\n"))),
            "src/Sim.A/README.md: missing; say what the room is, what it may use, and how to add a part",
            "src/Sim.B/README.md: missing; say what the room is, what it may use, and how to add a part",
            "src/Sim.D/README.md: 61 lines; at most 60");
    }
}
