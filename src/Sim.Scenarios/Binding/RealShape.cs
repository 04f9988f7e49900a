using System.Globalization;
using System.Text.Json;
using Sim.Kernel.Plugins;
using Sim.Scenarios.Schema;
using Sim.Scenarios.Yaml;

namespace Sim.Scenarios.Binding;

/// <summary>A decimal number; never infinite, never NaN.</summary>
internal sealed class RealShape : Shape
{
    private const NumberStyles Style =
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <inheritdoc/>
    public override string TypeText => "number";

    /// <inheritdoc/>
    public override object? Bind(Node node, KeyAttribute key, KeyPath path, BindContext context)
    {
        if (Scalar(node, path, context) is not { } scalar)
        {
            return null;
        }

        if (!double.TryParse(scalar.Value, Style, CultureInfo.InvariantCulture, out double value) || double.IsNaN(value))
        {
            context.Fault(node, path, $"{Wording.Found(node)} given; must be a number");
            return null;
        }

        if (double.IsInfinity(value))
        {
            context.Fault(node, path, $"{Wording.Found(node)} given; must be a finite number");
            return null;
        }

        return InRange(value, node, key, path, context) ? value : null;
    }

    /// <inheritdoc/>
    public override string Format(object value) => ((double)value).ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override void WriteSchema(Utf8JsonWriter json, KeyAttribute key, SchemaContext schema)
    {
        json.WriteString("type", "number");
        SchemaContext.WriteRange(json, key);
    }
}
