using System;
using System.Globalization;
using Sim.Scenarios.Binding;

namespace Sim.Scenarios;

/// <summary>Reads <c>metric[.aggregate] comparison number</c>, and says at which letter it went wrong.</summary>
internal sealed class SloParser(string text)
{
    private const string Form = "write 'metric.aggregate <= number', such as 'cpu_ready_pct.p95 <= 5'";

    // The longer signs first: '<' is a prefix of '<='.
    private static readonly (string Sign, SloComparison Comparison)[] Signs =
    [
        ("<=", SloComparison.LessOrEqual), (">=", SloComparison.GreaterOrEqual), ("==", SloComparison.Equal),
        ("<", SloComparison.Less), (">", SloComparison.Greater),
    ];

    /// <summary>Where the fault is, in letters from the start of the text.</summary>
    public int Position { get; private set; }

    /// <summary>What is wrong there.</summary>
    public string Fault { get; private set; } = "";

    /// <summary>The sign of a comparison.</summary>
    public static string Sign(SloComparison comparison) => Array.Find(Signs, entry => entry.Comparison == comparison).Sign;

    /// <summary>The objective, or null with <see cref="Fault"/> and <see cref="Position"/> set.</summary>
    public Slo? Parse()
    {
        string metric = Word();
        if (metric.Length == 0)
        {
            Fail($"{Rest()} where a metric's name should stand; {Form}");
            return null;
        }

        return Aggregate(out SloAggregate? aggregate)
            && Comparison() is { } comparison
            && Threshold() is { } threshold
                ? new Slo(metric, aggregate, comparison, threshold)
                : null;
    }

    private bool Aggregate(out SloAggregate? aggregate)
    {
        aggregate = null;
        if (Position >= text.Length || text[Position] != '.')
        {
            return true;
        }

        int start = ++Position;
        string word = Word();
        string[] words = EnumNames.All(typeof(SloAggregate));
        int index = Array.IndexOf(words, word);
        if (index < 0)
        {
            Position = start;
            Fail($"{Wording.Quoted(word)} is no aggregate; must be one of {string.Join(", ", words)}");
            return false;
        }

        aggregate = (SloAggregate)index;
        return true;
    }

    private SloComparison? Comparison()
    {
        SkipSpaces();
        foreach ((string sign, SloComparison comparison) in Signs)
        {
            if (string.CompareOrdinal(text, Position, sign, 0, sign.Length) == 0)
            {
                Position += sign.Length;
                return comparison;
            }
        }

        Fail($"{Rest()} where one of <=, <, >=, >, == should stand; {Form}");
        return null;
    }

    private double? Threshold()
    {
        SkipSpaces();
        const NumberStyles Style =
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent | NumberStyles.AllowTrailingWhite;
        if (double.TryParse(text.AsSpan(Position), Style, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value))
        {
            return value;
        }

        Fail($"{Rest()} where a number should stand; {Form}");
        return null;
    }

    private string Word()
    {
        SkipSpaces();
        int start = Position;
        while (Position < text.Length && (char.IsAsciiLetterOrDigit(text[Position]) || text[Position] == '_'))
        {
            Position++;
        }

        return text[start..Position];
    }

    private void SkipSpaces()
    {
        while (Position < text.Length && text[Position] == ' ')
        {
            Position++;
        }
    }

    private string Rest() => Position < text.Length ? Wording.Quoted(text[Position..]) : "the end";

    private void Fail(string message) => Fault = message;
}
