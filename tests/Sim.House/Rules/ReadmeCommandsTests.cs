using System.Linq;
using NUnit.Framework;
using Sim.House.Source;

namespace Sim.House.Rules;

public sealed class ReadmeCommandsTests
{
    private const string Cli = """Command run = new("run", "Run."); class Lint() : Command("lint", "Lint.");""";

    [Test]
    public void Every_command_of_the_readme_can_work() => Rule.Holds(ReadmeCommands.Breaches(SourceTree.Repository));

    [Test]
    public void The_readme_has_commands_to_look_at() => Assert.That(
        SourceTree.Repository.Find("README.md") is SourceFile readme ? ReadmeCommands.Commands(readme).Count() : 0,
        Is.GreaterThanOrEqualTo(2));

    [TestCase("sim fly scenarios/a.yaml", "sim has no subcommand 'fly'; it has run, lint")]
    [TestCase("sim run scenarios/b.yaml --out out/x", "'scenarios/b.yaml' does not exist")]
    [TestCase("$ sim lint nowhere/", "'nowhere/' does not exist")]
    [TestCase("dotnet test -c Release Sum.sln", "'Sum.sln' does not exist")]
    [TestCase("dotnet tset Sim.sln", "'dotnet tset Sim.sln' is no dotnet command that Sim documents")]
    [TestCase("dotnet run -c Release --project src/Sim.Cli -- fly", "sim has no subcommand 'fly'; it has run, lint")]
    [TestCase("dotnet run -c Release --project src/Sim.Clo -- run", "'src/Sim.Clo' does not exist")]
    public void A_command_that_cannot_work_is_caught(string command, string fault) =>
        Rule.Catches(ReadmeCommands.Breaches(Tree(command)), $"README.md:3: {fault}");

    [TestCase("sim run scenarios/a.yaml --out out/new # a comment on no/such/file")]
    [TestCase("sim --help")]
    [TestCase("dotnet run -c Release --project src/Sim.Cli -- run ./scenarios/a.yaml --set hosts.0.count=30")]
    [TestCase("dotnet build -c Release Sim.sln")]
    [TestCase("sim lint reports/not-yet/run.json")]
    [TestCase("ls no/such/file")]
    public void A_command_that_can_work_passes(string command) => Rule.Catches(ReadmeCommands.Breaches(Tree(command)));

    [Test]
    public void A_missing_readme_is_caught() => Rule.Catches(ReadmeCommands.Breaches(SourceTree.Of()), "README.md: missing");

    private static SourceTree Tree(string command) => SourceTree.Of(
        ("README.md", $"sim fly outside of a block\n```\n{command}\n```\n"),
        ("Sim.sln", ""),
        ("scenarios/a.yaml", ""),
        ("src/Sim.Cli/Program.cs", Cli));
}
