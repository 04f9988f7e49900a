using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Sim.Kernel;

namespace Sim.Experiments.Comparing;

/// <summary>One <c>--vary path=a,b,c</c>: a key of the scenario and the values it takes in turn.</summary>
/// <param name="Path">The key, as <c>--set</c> takes it.</param>
/// <param name="Values">The values as YAML text, each once.</param>
public sealed record VaryOption(string Path, IReadOnlyList<string> Values)
{
    /// <summary>Reads the option; null after adding to the faults.</summary>
    /// <param name="text">Values are parted by commas, but not by those within brackets, braces or quotes.</param>
    /// <param name="faults">Where faults go.</param>
    public static VaryOption? Parse(string text, ICollection<InputError> faults)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(faults);
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        string path = equals < 0 ? "" : text[..equals].Trim();
        string[] values = [.. Split(equals < 0 ? "" : text[(equals + 1)..]).Select(value => value.Trim())];
        string fault = Fault(path, values);
        if (fault.Length == 0)
        {
            return new VaryOption(path, values);
        }

        faults.Add(new InputError("--vary " + text, 0, 0, fault));
        return null;
    }

    /// <summary>The key's segments: <c>hosts[0].count</c> and <c>hosts.0.count</c> are the same.</summary>
    internal IReadOnlyList<string> Segments =>
        Path.Replace("]", "", StringComparison.Ordinal).Replace('[', '.').Split('.');

    private static string Fault(string path, string[] values)
    {
        if (path.Length == 0)
        {
            return "must be path=a,b,c, such as placement.policy=first-fit,worst-fit";
        }

        int empty = Array.FindIndex(values, value => value.Length == 0);
        if (empty >= 0)
        {
            return string.Create(CultureInfo.InvariantCulture, $"value {empty + 1} is empty; write null for none, or '' for an empty text");
        }

        string? twice = values.GroupBy(value => value, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1)?.Key;
        return twice is null ? "" : $"'{twice}' given twice; each value makes a variant of its own";
    }

    private static List<string> Split(string text)
    {
        List<string> values = [];
        int start = 0;
        int depth = 0;
        char quote = '\0';
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] is ',' && depth == 0 && quote == '\0')
            {
                values.Add(text[start..i]);
                start = i + 1;
            }
            else if (text[i] is '"' or '\'')
            {
                quote = Quote(text[i], quote, depth > 0 || string.IsNullOrWhiteSpace(text[start..i]));
            }
            else if (quote == '\0')
            {
                depth = Math.Max(0, depth + Step(text[i]));
            }
        }

        values.Add(text[start..]);
        return values;
    }

    // A quote ends at its like. It begins a value or stands in brackets; within a word, such as user's, it is a letter like any other.
    private static char Quote(char found, char open, bool mayBegin) => open switch
    {
        '\0' => mayBegin ? found : open,
        _ => open == found ? '\0' : open,
    };

    private static int Step(char c) => c switch
    {
        '{' or '[' => 1,
        '}' or ']' => -1,
        _ => 0,
    };
}
