using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Sim.House.Source;

namespace Sim.House.Rules;

/// <summary>Words that model rooms must not contain: what the banned-symbol analyzer cannot see, and notes of unfinished work.</summary>
/// <remarks>The analyzer reports no <c>foreach</c>, LINQ, parameter, field or return type of a banned type.</remarks>
internal static class ForbiddenWords
{
    private const string LookupMark = "// lookup only: ";

    private static readonly string[] ModelRooms = ["Sim.Kernel", "Sim.Statistics", "Sim.Traces", "Sim.Hosts", "Sim.Clusters"];

    private static readonly (Regex Word, string Instead)[] InModels =
    [
        (Word(@"(?<![A-Za-z])((Dictionary|HashSet)<|To(Dictionary|HashSet|Lookup)\()"),
            $"its order is not promised; use OrderedDictionary, SortedDictionary, SortedSet or arrays by id, or end the line with '{LookupMark}why'"),
        (Word(@"\bDateTime(Offset)?\.(Utc)?Now\b"), "model code has no wall clock; ask the simulation for Now"),
        (Word(@"\bStopwatch\b"), "model code has no wall clock; time phases from Sim.Experiments or Sim.Cli"),
    ];

    private static readonly (Regex Word, string Instead)[] Everywhere =
    [
        (Word(@"\b(TO" + @"DO|FIX" + @"ME|HA" + @"CK)\b"), "finish it, or write it into the room's README as missing"),
    ];

    /// <summary>Lines that hold a forbidden word.</summary>
    public static IEnumerable<Breach> Breaches(SourceTree tree) =>
        from file in tree.Code
        let words = ModelRooms.Contains(file.Room, StringComparer.Ordinal) && file.IsUnder("src") ? [.. InModels, .. Everywhere] : Everywhere
        from line in file.Lines.Select((text, i) => (Text: text, Number: i + 1))
        from rule in words
        let match = rule.Word.Match(line.Text)
        where match.Success && !IsComment(line.Text, match) && !IsMarked(line.Text, match)
        select new Breach(file.Path, line.Number, $"'{match.Value}': {rule.Instead}");

    private static Regex Word(string pattern) => new(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    // A comment may name a collection or a clock; unfinished work is noted in comments, so there they count.
    private static bool IsComment(string line, Match match) =>
        line.TrimStart().StartsWith("//", StringComparison.Ordinal) && !Everywhere[0].Word.IsMatch(match.Value);

    private static bool IsMarked(string line, Match match) =>
        match.Value[^1] is '<' or '('
        && line.IndexOf(LookupMark, StringComparison.Ordinal) is int mark and > 0
        && line[(mark + LookupMark.Length)..].Trim().Length > 0;
}
