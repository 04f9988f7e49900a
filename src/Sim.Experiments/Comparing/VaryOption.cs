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

    private static IEnumerable<string> Split(string text)
    {
        int start = 0;
        int depth = 0;
        char quote = '\0';
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (quote != '\0')
            {
                quote = c == quote ? '\0' : quote;
            }
            else if (c is '"' or '\'')
            {
                // Within a word, such as 'user's', it is a letter like any other.
                quote = depth > 0 || string.IsNullOrWhiteSpace(text[start..i]) ? c : quote;
            }
            else if (c is ',' && depth == 0)
            {
                yield return text[start..i];
                start = i + 1;
            }
            else
            {
                depth = Math.Max(0, depth + (c is '{' or '[' ? 1 : 0) - (c is '}' or ']' ? 1 : 0));
            }
        }

        yield return text[start..];
    }
}
