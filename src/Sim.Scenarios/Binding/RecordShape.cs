using System;
using System.Collections.Generic;
using System.Text.Json;
using Sim.Kernel.Plugins;
using Sim.Scenarios.Schema;
using Sim.Scenarios.Yaml;

namespace Sim.Scenarios.Binding;

/// <summary>A mapping of keys; where the type has a catalogue, also a name in it, or a mapping that extends one.</summary>
internal sealed class RecordShape(Type type) : Shape
{
    /// <summary>The keys.</summary>
    public KeyedType Keyed { get; } = KeyedType.Of(type);

    /// <inheritdoc/>
    public override string TypeText => Keyed.Catalogue is { } kind ? $"name of {kind}, or mapping" : "mapping";

    /// <inheritdoc/>
    public override object? Bind(Node node, KeyAttribute key, KeyPath path, BindContext context)
    {
        if (Keyed.Catalogue is { } kind)
        {
            return context.Catalogues.Expand(kind, node, path, context) is { } entry ? Bind(entry, path, context) : null;
        }

        if (node is MapNode map)
        {
            return Bind(map, path, context);
        }

        context.Fault(node, path, $"{Wording.Found(node)} given; must be a mapping of {string.Join(", ", Keyed.Names)}");
        return null;
    }

    /// <summary>The record of a mapping.</summary>
    public object? Bind(MapNode map, KeyPath path, BindContext context)
    {
        int before = context.Faults.Count;
        object record = Keyed.CreateDefault();
        foreach (MapEntry entry in map.Entries)
        {
            Bind(entry, record, path, context);
        }

        foreach (KeyInfo key in Keyed.Keys)
        {
            if (key.Attribute.Required && map.Find(key.Name) is not { IsNull: false })
            {
                context.Fault(map, path.Of(key.Name), "missing; " + Expected(key));
            }
        }

        if (context.Faults.Count == before)
        {
            CheckRules(record, new RuleContext(map, path, context));
        }

        return context.Faults.Count == before ? record : null;
    }

    /// <inheritdoc/>
    public override string Format(object value)
    {
        object defaults = Keyed.CreateDefault();
        List<string> parts = [];
        foreach (KeyInfo key in Keyed.Keys)
        {
            string text = key.Property.GetValue(value) is { } part ? key.Shape.Format(part) : "";
            if (!string.Equals(text, key.Default(defaults), StringComparison.Ordinal))
            {
                parts.Add($"{key.Name}: {text}");
            }
        }

        return parts.Count == 0 ? "{}" : $"{{ {string.Join(", ", parts)} }}";
    }

    /// <inheritdoc/>
    public override void WriteSchema(Utf8JsonWriter json, KeyAttribute key, SchemaContext schema)
    {
        if (Keyed.Catalogue is not { } kind)
        {
            schema.WriteReference(json, Keyed);
            return;
        }

        json.WriteStartArray("anyOf");
        json.WriteStartObject();
        schema.WriteNames(json, kind);
        json.WriteEndObject();
        json.WriteStartObject();
        schema.WriteReference(json, Keyed);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void CheckRules(object record, RuleContext place)
    {
        (record as IHasRules)?.Check(place);
        foreach ((string key, string why) in (record as IKeyRules)?.Misfits() ?? [])
        {
            place[key].Fault(why);
        }
    }

    private static string Expected(KeyInfo key) =>
        key.Attribute.Example.Length == 0
            ? $"must be a {key.Shape.TypeText}"
            : $"must be a {key.Shape.TypeText} such as '{key.Attribute.Example}'";

    private void Bind(MapEntry entry, object record, KeyPath path, BindContext context)
    {
        KeyPath here = path.Of(entry.Key.Value);
        if (Keyed.Find(entry.Key.Value) is not { } key)
        {
            context.Fault(entry.Key, here, Wording.UnknownKey(entry.Key.Value, Keyed.Names));
        }
        else if (!entry.Value.IsNull && key.Shape.Bind(entry.Value, key.Attribute, here, context) is { } value)
        {
            key.Property.SetValue(record, value);
        }
    }
}
