using System;
using System.Collections.Generic;
using System.Globalization;
using Sim.Kernel;
using Sim.Scenarios.Yaml;

namespace Sim.Scenarios.Binding;

/// <summary>The room's one place for the words of a fault.</summary>
internal static class Wording
{
    // A longer list helps nobody in an error message; sim list has it.
    private const int LongestList = 12;

    /// <summary>What was found: a short scalar in quotes, else its kind.</summary>
    public static string Found(Node node) => node is ScalarNode scalar ? Quoted(scalar.Value) : node.Kind;

    /// <summary>The text in quotes, shortened where it is long.</summary>
    public static string Quoted(string text)
    {
        string line = text.ReplaceLineEndings(" ");
        return line.Length <= 40 ? $"'{line}'" : $"'{line[..37]}...'";
    }

    /// <summary>The name in doubt, the nearest one, or else the names there are.</summary>
    public static string Unknown(string what, string word, IReadOnlyCollection<string> names)
    {
        string known = names.Count == 0 ? "none is known" : names.Count <= LongestList ? "must be one of " + string.Join(", ", names) : "";
        string? nearest = Edits.Nearest(word, names);
        string advice = nearest is not null ? $"did you mean '{nearest}'?" : known;
        return advice.Length == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{Quoted(word)} {what}; none of the {names.Count} known names is near it")
            : $"{Quoted(word)} {what}; {advice}";
    }

    /// <summary>An unknown key: the nearest key, or else the keys there are.</summary>
    public static string UnknownKey(string key, IReadOnlyCollection<string> keys)
    {
        string? nearest = Edits.Nearest(key, keys);
        return nearest is null
            ? $"unknown key; the keys here are {string.Join(", ", keys)}"
            : $"unknown key; did you mean '{nearest}'?";
    }

    /// <summary>The range of a key in words: <c>must be 1 or more</c>.</summary>
    public static string Range(double min, double max, Func<double, string> text) => (min, max) switch
    {
        (double.Epsilon, double.PositiveInfinity) => "must be more than 0",
        (double.Epsilon, _) => $"must be more than 0, at most {text(max)}",
        (_, double.PositiveInfinity) => $"must be {text(min)} or more",
        (double.NegativeInfinity, _) => $"must be {text(max)} or less",
        _ => $"must be {text(min)}..{text(max)}",
    };
}
