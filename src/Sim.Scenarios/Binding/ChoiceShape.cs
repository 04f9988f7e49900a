using System;
using System.Text.Json;
using Sim.Kernel.Plugins;
using Sim.Scenarios.Schema;
using Sim.Scenarios.Yaml;

namespace Sim.Scenarios.Binding;

/// <summary>One of an enum's words.</summary>
internal sealed class ChoiceShape(Type type) : Shape
{
    private readonly string[] _words = EnumNames.All(type);
    private readonly Array _values = Enum.GetValues(type);

    /// <inheritdoc/>
    public override string TypeText => string.Join(" | ", _words);

    /// <inheritdoc/>
    public override object? Bind(Node node, KeyAttribute key, KeyPath path, BindContext context)
    {
        if (node is not ScalarNode scalar)
        {
            context.Fault(node, path, $"{node.Kind} given; must be one of {string.Join(", ", _words)}");
            return null;
        }

        int index = Array.IndexOf(_words, scalar.Value);
        if (index < 0)
        {
            context.Fault(node, path, Wording.Unknown("given", scalar.Value, _words));
            return null;
        }

        return _values.GetValue(index);
    }

    /// <inheritdoc/>
    public override string Format(object value) => EnumNames.Of((Enum)value);

    /// <inheritdoc/>
    public override void WriteSchema(Utf8JsonWriter json, KeyAttribute key, SchemaContext schema)
    {
        json.WriteStartArray("enum");
        foreach (string word in _words)
        {
            json.WriteStringValue(word);
        }

        json.WriteEndArray();
    }
}
