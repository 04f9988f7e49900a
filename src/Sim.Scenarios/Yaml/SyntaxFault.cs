using System;
using Sim.Kernel;
using YamlDotNet.Core;

namespace Sim.Scenarios.Yaml;

/// <summary>Words what YamlDotNet found wrong with a text.</summary>
internal static class SyntaxFault
{
    /// <summary>The fault at the place YamlDotNet names; a tab in the indentation, the usual cause, is named as such.</summary>
    public static InputError Of(YamlException error, string text, Origin origin)
    {
        long line = Math.Max(1, error.Start.Line);
        int column = (int)Math.Max(1, error.Start.Column);
        string message = "not YAML: " + Clean(error.Message);
        if (FindTab(text, line, Math.Max(line, error.End.Line + 1)) is { } tab)
        {
            (line, column) = tab;
            message = "a tab indents this line; indent with spaces";
        }

        return new ScalarNode(origin, line, column, "").Fault(message);
    }

    // YamlDotNet names where the mapping begins that a tab spoils, so the lines from there on are looked at too.
    private static (long Line, int Column)? FindTab(string text, long first, long last)
    {
        long line = 1;
        foreach (ReadOnlySpan<char> content in text.AsSpan().EnumerateLines())
        {
            int indent = content.IndexOfAnyExcept(' ', '\t');
            int tab = content[..Math.Max(indent, 0)].IndexOf('\t');
            if (tab >= 0 && line >= first && line <= last)
            {
                return (line, tab + 1);
            }

            line++;
        }

        return null;
    }

    // One clause, as the other messages are.
    private static string Clean(string message)
    {
        string trimmed = message.Trim().TrimEnd('.');
        return trimmed.Length == 0 ? "unreadable here" : char.ToLowerInvariant(trimmed[0]) + trimmed[1..];
    }
}
