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
        string advice = (Edits.Nearest(word, names), names.Count) switch
        {
            ({ } nearest, _) => $"did you mean '{nearest}'?",
            (_, 0) => "none is known",
            (_, <= LongestList) => "must be one of " + string.Join(", ", names),
            _ => string.Create(CultureInfo.InvariantCulture, $"none of the {names.Count} known names is near it"),
        };
        return $"{Quoted(word)} {what}; {advice}";
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
