using System;
using System.Globalization;
using System.Text.Json;
using Sim.Kernel.Plugins;
using Sim.Scenarios.Schema;
using Sim.Scenarios.Yaml;

namespace Sim.Scenarios.Binding;

/// <summary>A whole number of 32 or 64 bits.</summary>
internal sealed class WholeShape(long smallest, long largest, Func<long, object> convert) : Shape
{
    /// <inheritdoc/>
    public override string TypeText => "whole number";

    /// <inheritdoc/>
    public override object? Bind(Node node, KeyAttribute key, KeyPath path, BindContext context)
    {
        if (Scalar(node, path, context) is not { } scalar)
        {
            return null;
        }

        if (!IsWhole(scalar.Value))
        {
            context.Fault(node, path, $"{Wording.Found(node)} given; must be a whole number");
            return null;
        }

        if (!long.TryParse(scalar.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value)
            || value < smallest || value > largest)
        {
            (long bound, string side) = scalar.Value[0] == '-' ? (smallest, "more") : (largest, "less");
            context.Fault(node, path, string.Create(
                CultureInfo.InvariantCulture, $"{Wording.Found(node)} is too large; must be {bound} or {side}"));
            return null;
        }

        return InRange(value, node, key, path, context) ? convert(value) : null;
    }

    /// <inheritdoc/>
    public override string Format(object value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;

    /// <inheritdoc/>
    public override void WriteSchema(Utf8JsonWriter json, KeyAttribute key, SchemaContext schema)
    {
        json.WriteString("type", "integer");
        SchemaContext.WriteRange(json, key);
    }

    private static bool IsWhole(string text)
    {
        ReadOnlySpan<char> digits = text.AsSpan(text.Length > 0 && text[0] is ('-' or '+') ? 1 : 0);
        return digits.Length > 0 && !digits.ContainsAnyExceptInRange('0', '9');
    }
}
