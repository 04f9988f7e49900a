using System.Text.Json;
using Sim.Kernel.Plugins;
using Sim.Scenarios.Schema;
using Sim.Scenarios.Yaml;

namespace Sim.Scenarios.Binding;

/// <summary>A path, relative to the file that wrote it.</summary>
internal sealed class PathShape : Shape
{
    /// <inheritdoc/>
    public override string TypeText => "path";

    /// <inheritdoc/>
    public override object? Bind(Node node, KeyAttribute key, KeyPath path, BindContext context)
    {
        if (Scalar(node, path, context) is not { } scalar)
        {
            return null;
        }

        if (string.IsNullOrWhiteSpace(scalar.Value) || scalar.Value.Contains('\0', System.StringComparison.Ordinal))
        {
            context.Fault(node, path, $"{Wording.Found(node)} given; must be a path, relative to this file");
            return null;
        }

        return context.Resolve(scalar);
    }

    /// <inheritdoc/>
    public override string Format(object value) => ((FilePath)value).Written;

    /// <inheritdoc/>
    public override void WriteSchema(Utf8JsonWriter json, KeyAttribute key, SchemaContext schema)
    {
        json.WriteString("type", "string");
        json.WriteNumber("minLength", 1);
    }
}
