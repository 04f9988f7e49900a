using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Sim.House.Source;

namespace Sim.House.Rules;

/// <summary>Every <c>dotnet</c> and <c>sim</c> command in a code block of README.md names files and subcommands that exist.</summary>
/// <remarks>A path after <c>--out</c> or <c>--plugin</c>, under <c>reports/</c>, or what <c>sim init</c> writes is made by the command, so it need not exist.</remarks>
internal static class ReadmeCommands
{
    private static readonly Regex Subcommand = Pattern("""(Command\(\s*|\bnew\()"(?<name>[a-z][a-z-]*)",\s*"[A-Z]""");
    private static readonly Regex PathLike = Pattern(@"^[\w.][\w./-]*(/[\w.-]*|\.(sln|csproj|yaml|yml|dll|csv))$");
    private static readonly string[] DotnetVerbs = ["build", "test", "run", "tool", "pack", "restore", "publish", "format"];
    private static readonly string[] Made = ["--out", "-o", "--output", "--baseline", "--results-directory", "--plugin"];

    /// <summary>Commands of README.md that cannot work.</summary>
    public static IEnumerable<Breach> Breaches(SourceTree tree)
    {
        if (tree.Find("README.md") is not SourceFile readme)
        {
            return [new Breach("README.md", 0, "missing")];
        }

        string[] subcommands = [.. tree.Code
            .Where(file => file.IsUnder("src/Sim.Cli"))
            .SelectMany(file => Subcommand.Matches(file.Text))
            .Select(match => match.Groups["name"].Value)];
        return Commands(readme).SelectMany(command =>
            Faults(tree, subcommands, command.Words).Select(fault => new Breach("README.md", command.Line, fault)));
    }

    /// <summary>The commands in the code blocks of a document, each with its line.</summary>
    public static IEnumerable<(int Line, string[] Words)> Commands(SourceFile document)
    {
        bool inside = false;
        foreach ((string text, int line) in document.Lines.Select((text, i) => (text.Trim(), i + 1)))
        {
            if (text.StartsWith("```", StringComparison.Ordinal))
            {
                inside = !inside;
            }
            else if (inside && Words(text) is [("dotnet" or "sim"), ..] words)
            {
                yield return (line, words);
            }
        }
    }

    private static string[] Words(string line)
    {
        string command = line.StartsWith("$ ", StringComparison.Ordinal) ? line[2..] : line;
        int comment = command.IndexOf(" #", StringComparison.Ordinal);
        return (comment < 0 ? command : command[..comment]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    private static IEnumerable<string> Faults(SourceTree tree, string[] subcommands, string[] words) =>
        VerbFaults(subcommands, words).Concat(PathFaults(tree, words));

    private static IEnumerable<string> VerbFaults(string[] subcommands, string[] words)
    {
        int own = words[0] is "sim" ? 0 : Array.IndexOf(words, "--");
        bool isSim = words[0] is "sim" || (own > 0 && words.Any(word => word.Contains("Sim.Cli", StringComparison.Ordinal)));
        if (words[0] is "dotnet" && (words.Length < 2 || !DotnetVerbs.Contains(words[1], StringComparer.Ordinal)))
        {
            yield return $"'{string.Join(' ', words)}' is no dotnet command that Sim documents";
        }

        string verb = isSim && words.Length > own + 1 ? words[own + 1] : "-";
        if (!verb.StartsWith('-') && !subcommands.Contains(verb, StringComparer.Ordinal))
        {
            yield return $"sim has no subcommand '{verb}'; it has {string.Join(", ", subcommands)}";
        }
    }

    private static IEnumerable<string> PathFaults(SourceTree tree, string[] words) => words
        .Where((word, i) => i > 0 && PathLike.IsMatch(word) && !Made.Contains(words[i - 1], StringComparer.Ordinal))
        .Select(word => word.StartsWith("./", StringComparison.Ordinal) ? word[2..] : word)
        .Where(path => path is not ("reports" or "first.yaml") && !path.StartsWith("reports/", StringComparison.Ordinal) && !tree.Has(path))
        .Select(path => $"'{path}' does not exist");

    private static Regex Pattern(string pattern) => new(pattern, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
}
