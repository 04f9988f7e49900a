using NUnit.Framework;
using Sim.House.Source;

namespace Sim.House.Rules;

public sealed class PartFixturesTests
{
    [Test]
    public void Every_part_has_a_fixture() => Rule.Holds(PartFixtures.Breaches(SourceTree.Repository));

    [Test]
    public void A_part_without_a_fixture_is_caught() => Rule.Catches(
        PartFixtures.Breaches(SourceTree.Of(
            ("src/Sim.Hosts/Credit.cs", "[Plugin(\"credit\", \"…\")]\npublic sealed class Credit;"),
            ("src/Sim.Hosts/Null.cs", "\n[Plugin(\"null\", \"…\")]\npublic sealed class Null { }"),
            ("tests/Sim.Tests/CreditTests.cs", "public sealed class CreditTests;"),
            ("tests/Sim.Tests/Other.cs", "// class NullTests"))),
        "src/Sim.Hosts/Null.cs:2: the part Null has no fixture; write class NullTests under tests/Sim.Tests");
}
