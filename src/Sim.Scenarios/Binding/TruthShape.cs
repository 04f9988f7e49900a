using System.Text.Json;
using Sim.Kernel.Plugins;
using Sim.Scenarios.Schema;
using Sim.Scenarios.Yaml;

namespace Sim.Scenarios.Binding;

/// <summary><c>true</c> or <c>false</c>.</summary>
internal sealed class TruthShape : Shape
{
    /// <inheritdoc/>
    public override string TypeText => "true or false";

    /// <inheritdoc/>
    public override object? Bind(Node node, KeyAttribute key, KeyPath path, BindContext context)
    {
        switch ((node as ScalarNode)?.Value)
        {
            case "true":
                return true;
            case "false":
                return false;
            default:
                context.Fault(node, path, $"{Wording.Found(node)} given; must be true or false");
                return null;
        }
    }

    /// <inheritdoc/>
    public override string Format(object value) => (bool)value ? "true" : "false";

    /// <inheritdoc/>
    public override void WriteSchema(Utf8JsonWriter json, KeyAttribute key, SchemaContext schema) =>
        json.WriteString("type", "boolean");
}
