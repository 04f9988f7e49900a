using System.Text.Json;
using Sim.Kernel.Plugins;
using Sim.Scenarios.Schema;
using Sim.Scenarios.Yaml;

namespace Sim.Scenarios.Binding;

/// <summary>A mapping kept as written until the part it is for is known.</summary>
internal sealed class OptionsShape : Shape
{
    /// <inheritdoc/>
    public override string TypeText => "mapping of the part's options";

    /// <inheritdoc/>
    public override object? Bind(Node node, KeyAttribute key, KeyPath path, BindContext context)
    {
        if (node is MapNode map)
        {
            return new PartOptions(map, path, context);
        }

        context.Fault(node, path, $"{Wording.Found(node)} given; must be a {TypeText}");
        return null;
    }

    /// <inheritdoc/>
    public override string Format(object value) => "{}";

    /// <inheritdoc/>
    public override void WriteSchema(Utf8JsonWriter json, KeyAttribute key, SchemaContext schema) =>
        json.WriteString("type", "object");
}
