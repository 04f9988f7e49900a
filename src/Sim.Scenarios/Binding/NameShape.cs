using System.Text.Json;
using Sim.Kernel.Plugins;
using Sim.Scenarios.Schema;
using Sim.Scenarios.Yaml;

namespace Sim.Scenarios.Binding;

/// <summary>The name of a part. Whether there is such a part is for the room that knows them.</summary>
internal sealed class NameShape : Shape
{
    /// <inheritdoc/>
    public override string TypeText => "name";

    /// <inheritdoc/>
    public override object? Bind(Node node, KeyAttribute key, KeyPath path, BindContext context) =>
        Scalar(node, path, context) is { } scalar ? new PartName(scalar.Value, scalar, path.ToString()) : null;

    /// <inheritdoc/>
    public override string Format(object value) => ((PartName)value).Name;

    /// <inheritdoc/>
    public override void WriteSchema(Utf8JsonWriter json, KeyAttribute key, SchemaContext schema) =>
        schema.WriteNames(json, key.Names);
}
