using System;
using System.Globalization;
using System.Text.Json;
using Sim.Kernel.Plugins;
using Sim.Scenarios.Schema;
using Sim.Scenarios.Yaml;

namespace Sim.Scenarios.Binding;

/// <summary>A number and a unit.</summary>
internal sealed class QuantityShape(QuantityKind kind) : Shape
{
    private const NumberStyles Style =
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <inheritdoc/>
    public override string TypeText => kind.Name;

    private string Expected => $"must be a {kind.Name} such as '{kind.Example}'; {Accepted}";

    private string Accepted => $"units are {string.Join(", ", kind.UnitNames)}";

    /// <inheritdoc/>
    public override object? Bind(Node node, KeyAttribute key, KeyPath path, BindContext context)
    {
        if (Scalar(node, path, context) is not { } scalar)
        {
            return null;
        }

        if (Parse(scalar.Value, out string fault) is { } amount)
        {
            return InRange((double)amount, node, key, path, context) ? kind.Create(amount) : null;
        }

        context.Fault(node, path, fault);
        return null;
    }

    /// <summary>The number of base units in a text, rounded to whole ones except for watts; null with the fault's words where there is none.</summary>
    internal decimal? Parse(string text, out string fault)
    {
        ReadOnlySpan<char> trimmed = text.AsSpan().Trim();
        int split = NumberLength(trimmed);
        ReadOnlySpan<char> unitName = trimmed[split..].TrimStart();
        ReadOnlySpan<char> number = trimmed[..split];
        if (!double.TryParse(number, Style, CultureInfo.InvariantCulture, out double rough))
        {
            fault = $"{Wording.Quoted(text)} given; {Expected}";
            return null;
        }

        if (unitName.IsEmpty)
        {
            fault = $"{Wording.Quoted(text)} given without a unit; {Expected}";
            return null;
        }

        if (kind.Find(unitName) is not { } unit)
        {
            fault = UnknownUnit(text, unitName.ToString());
            return null;
        }

        return Scale(text, number, rough, unit, out fault);
    }

    /// <inheritdoc/>
    public override string Format(object value) => value.ToString()!;

    /// <inheritdoc/>
    public override void WriteSchema(Utf8JsonWriter json, KeyAttribute key, SchemaContext schema)
    {
        json.WriteString("type", "string");
        json.WriteString("pattern", $"^[-+]?[0-9]*\\.?[0-9]+([eE][-+]?[0-9]+)? *({string.Join('|', kind.UnitNames)})$");
        json.WriteStartArray("examples");
        json.WriteStringValue(key.Example.Length > 0 ? key.Example : kind.Example);
        json.WriteEndArray();
    }

    /// <inheritdoc/>
    protected override string FormatNumber(double value) => kind.FormatBase(value);

    // Digits, sign, point, and an exponent: an 'e' counts only before a digit or sign, so that no unit is eaten.
    private static int NumberLength(ReadOnlySpan<char> text)
    {
        int i = 0;
        while (i < text.Length && (text[i] is ((>= '0' and <= '9') or '.' or '-' or '+') || IsExponent(text, i)))
        {
            i++;
        }

        return i;
    }

    private static bool IsExponent(ReadOnlySpan<char> text, int i) =>
        i > 0 && text[i] is ('e' or 'E') && i + 1 < text.Length && text[i + 1] is ((>= '0' and <= '9') or '-' or '+');

    private string UnknownUnit(string text, string unit)
    {
        string? nearest = null;
        foreach (string name in kind.UnitNames)
        {
            nearest ??= string.Equals(name, unit, StringComparison.OrdinalIgnoreCase) ? name : null;
        }

        string hint = nearest is null ? "" : $"did you mean '{nearest}'? ";
        return $"{Wording.Quoted(text)} has the unknown unit {Wording.Quoted(unit)}; {hint}{Accepted}";
    }

    private decimal? Scale(string text, ReadOnlySpan<char> number, double rough, Unit unit, out string fault)
    {
        fault = "";
        double magnitude = Math.Abs(rough) * (double)unit.Factor;

        // The first bound keeps the product within decimal's range; decimal keeps '0.1 s' exact.
        decimal exact = 0;
        if (magnitude > 1e19 || !decimal.TryParse(number, Style, CultureInfo.InvariantCulture, out exact)
            || (exact *= unit.Factor) is < long.MinValue or > long.MaxValue)
        {
            fault = $"{Wording.Quoted(text)} is too large; must be {kind.FormatBase(long.MaxValue)} or less";
            return null;
        }

        if (kind == QuantityKind.Watts)
        {
            return exact;
        }

        decimal whole = decimal.Round(exact, MidpointRounding.AwayFromZero);
        if (whole == 0 && magnitude > 0)
        {
            fault = $"{Wording.Quoted(text)} is too small; must be {kind.FormatBase(1)} or more";
            return null;
        }

        return whole;
    }
}
