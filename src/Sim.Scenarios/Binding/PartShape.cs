using System.Text.Json;
using Sim.Kernel.Plugins;
using Sim.Scenarios.Schema;
using Sim.Scenarios.Yaml;

namespace Sim.Scenarios.Binding;

/// <summary>A part by name alone, or a mapping of its name and options.</summary>
internal sealed class PartShape : Shape
{
    /// <inheritdoc/>
    public override string TypeText => "name, or mapping with 'name' or 'extends'";

    /// <inheritdoc/>
    public override object? Bind(Node node, KeyAttribute key, KeyPath path, BindContext context)
    {
        switch (node)
        {
            case ScalarNode scalar:
                return new PartReference(new PartName(scalar.Value, scalar, path.ToString()), new PartOptions(new MapNode(scalar.Origin, scalar.Line, scalar.Column, []), path, context));
            case MapNode map:
                return Bind(map, path, context);
            default:
                context.Fault(node, path, $"{node.Kind} given; must be a {TypeText}");
                return null;
        }
    }

    /// <inheritdoc/>
    public override string Format(object value) => ((IPartChoice)value).Name;

    /// <inheritdoc/>
    public override void WriteSchema(Utf8JsonWriter json, KeyAttribute key, SchemaContext schema)
    {
        json.WriteStartArray("anyOf");
        json.WriteStartObject();
        schema.WriteNames(json, key.Names);
        json.WriteEndObject();
        json.WriteStartObject();
        json.WriteString("type", "object");
        json.WriteStartObject("properties");
        WriteWord(json, "name", key, schema);
        WriteWord(json, "extends", key, schema);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteWord(Utf8JsonWriter json, string word, KeyAttribute key, SchemaContext schema)
    {
        json.WriteStartObject(word);
        schema.WriteNames(json, key.Names);
        json.WriteEndObject();
    }

    private static PartReference? Bind(MapNode map, KeyPath path, BindContext context)
    {
        Node? name = map.Find("name");
        Node? extends = map.Find("extends");
        if (name is not null && extends is not null)
        {
            context.Fault(extends, path, "both 'name' and 'extends' given; they say the same, keep one");
            return null;
        }

        Node? word = name ?? extends;
        string? text = word is ScalarNode scalar ? scalar.Value : null;
        if (word is null || text is not null)
        {
            PartName part = new(text ?? "", word ?? map, path.ToString());
            return new PartReference(part, new PartOptions(map.Without("name").Without("extends"), path, context));
        }

        context.Fault(word, path.Of(name is null ? "extends" : "name"), $"{word.Kind} given; must be a name");
        return null;
    }
}
