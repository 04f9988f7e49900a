using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using Sim.House.Source;

namespace Sim.House.Rules;

/// <summary>A scenario says what question it answers; a room says on one page what it is.</summary>
internal static class Explanations
{
    /// <summary>A page.</summary>
    public const int LongestReadme = 60;

    private static readonly Regex Question = new(@"\A# Question: \S", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>Scenarios whose first line is no question.</summary>
    public static IEnumerable<Breach> Scenarios(SourceTree tree) => tree.Files
        .Where(file => file.IsUnder("scenarios") && (file.EndsWith(".yaml") || file.EndsWith(".yml")))
        .Where(file => !Question.IsMatch(file.Text))
        .Select(file => new Breach(file.Path, 1, "must start with '# Question: ' and the question that the scenario answers"));

    /// <summary>Rooms without a README, and READMEs that are too long.</summary>
    public static IEnumerable<Breach> Readmes(SourceTree tree) => tree.Files
        .Where(file => file.IsUnder("src") && file.EndsWith(".csproj"))
        .Select(project => $"src/{project.Room}/README.md")
        .SelectMany(path => Readme(path, tree.Find(path)));

    private static IEnumerable<Breach> Readme(string path, SourceFile? file)
    {
        if (file is null || file.Text.Trim().Length == 0)
        {
            yield return new Breach(path, 0, "missing; say what the room is, what it may use, and how to add a part");
        }
        else if (file.Text.TrimEnd().Split('\n').Length is int length and > LongestReadme)
        {
            yield return new Breach(path, 0, string.Create(CultureInfo.InvariantCulture, $"{length} lines; at most {LongestReadme}"));
        }
    }
}
