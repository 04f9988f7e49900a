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

    /// <summary>Whether a text can be a path at all.</summary>
    public static bool IsPath(string text) => !string.IsNullOrWhiteSpace(text) && !text.Contains('\0', System.StringComparison.Ordinal);

    /// <inheritdoc/>
    public override object? Bind(Node node, KeyAttribute key, KeyPath path, BindContext context)
    {
        if (Scalar(node, path, context) is not { } scalar)
        {
            return null;
        }

        if (!IsPath(scalar.Value))
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
