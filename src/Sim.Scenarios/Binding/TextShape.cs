using System.Text.Json;
using Sim.Kernel.Plugins;
using Sim.Scenarios.Schema;
using Sim.Scenarios.Yaml;

namespace Sim.Scenarios.Binding;

/// <summary>Any text.</summary>
internal sealed class TextShape : Shape
{
    /// <inheritdoc/>
    public override string TypeText => "text";

    /// <inheritdoc/>
    public override object? Bind(Node node, KeyAttribute key, KeyPath path, BindContext context)
    {
        if (node is ScalarNode scalar)
        {
            return scalar.Value;
        }

        context.Fault(node, path, $"{node.Kind} given; must be text");
        return null;
    }

    /// <inheritdoc/>
    public override string Format(object value) => (string)value;

    /// <inheritdoc/>
    public override void WriteSchema(Utf8JsonWriter json, KeyAttribute key, SchemaContext schema) =>
        schema.WriteNames(json, key.Names);
}
