using System.Text.Json;
using Sim.Kernel.Plugins;
using Sim.Scenarios.Schema;
using Sim.Scenarios.Yaml;

namespace Sim.Scenarios.Binding;

/// <summary>A service level objective in one line.</summary>
internal sealed class SloShape : Shape
{
    /// <inheritdoc/>
    public override string TypeText => "objective";

    /// <inheritdoc/>
    public override object? Bind(Node node, KeyAttribute key, KeyPath path, BindContext context)
    {
        if (Scalar(node, path, context) is not { } scalar)
        {
            return null;
        }

        SloParser parser = new(scalar.Value);
        if (parser.Parse() is { } slo)
        {
            return slo;
        }

        int quote = scalar.IsPlain ? 0 : 1;
        context.Fault(node, path, parser.Fault, parser.Position + quote);
        return null;
    }

    /// <inheritdoc/>
    public override string Format(object value) => value.ToString()!;

    /// <inheritdoc/>
    public override void WriteSchema(Utf8JsonWriter json, KeyAttribute key, SchemaContext schema)
    {
        json.WriteString("type", "string");
        string aggregates = string.Join('|', EnumNames.All(typeof(SloAggregate)));
        json.WriteString("pattern", $"^ *[a-z][a-z0-9_]*(\\.({aggregates}))? *(<=|<|>=|>|==) *[-+]?[0-9]*\\.?[0-9]+([eE][-+]?[0-9]+)? *$");
    }
}
