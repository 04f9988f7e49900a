using System;
using System.Globalization;
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
        string message = TabColumn(text, line) is int tab and > 0
            ? string.Create(CultureInfo.InvariantCulture, $"a tab indents column {column = tab}; indent with spaces")
            : "not YAML: " + Clean(error.Message);
        return new ScalarNode(origin, line, column, "").Fault(message);
    }

    private static int TabColumn(string text, long line)
    {
        int start = 0;
        for (long i = 1; i < line && start >= 0; i++)
        {
            start = text.IndexOf('\n', start) + 1;
            start = start == 0 ? -1 : start;
        }

        for (int i = start; i >= 0 && i < text.Length && (text[i] is ' ' or '\t'); i++)
        {
            if (text[i] == '\t')
            {
                return i - start + 1;
            }
        }

        return 0;
    }

    // One clause, as the other messages are.
    private static string Clean(string message)
    {
        string trimmed = message.Trim().TrimEnd('.');
        return trimmed.Length == 0 ? "unreadable here" : char.ToLowerInvariant(trimmed[0]) + trimmed[1..];
    }
}
