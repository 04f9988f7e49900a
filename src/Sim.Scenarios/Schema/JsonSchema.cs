using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Sim.Scenarios.Binding;
using Sim.Scenarios.Catalogues;

namespace Sim.Scenarios.Schema;

/// <summary>The JSON Schema (draft 2020-12) of a scenario file, for the completion and checks of a YAML editor.</summary>
public static class JsonSchema
{
    private static readonly JsonWriterOptions Options =
        new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The schema's text.</summary>
    /// <param name="names">
    /// The names of a kind of part, such as <c>placement-policies</c>; empty where any text will do. Catalogues' names are added here.
    /// Null for the catalogues alone.
    /// </param>
    public static string OfScenario(Func<string, IReadOnlyCollection<string>>? names = null)
    {
        SchemaContext context = new(kind => Names(kind, names));
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
            json.WriteString("title", "Sim scenario");
            WriteBody(json, KeyedType.Of(typeof(Scenario)), context, isRoot: true);
            WriteDefinitions(json, context);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    private static IReadOnlyCollection<string> Names(string kind, Func<string, IReadOnlyCollection<string>>? names)
    {
        IReadOnlyList<string> catalogue = CatalogueSet.BuiltIn.Names(kind);
        return catalogue.Count > 0 ? catalogue : names?.Invoke(kind) ?? [];
    }

    private static void WriteDefinitions(Utf8JsonWriter json, SchemaContext context)
    {
        json.WriteStartObject("$defs");
        for (int i = 0; i < context.Defined.Count; i++)
        {
            json.WriteStartObject(context.Defined[i].Type.Name);
            WriteBody(json, context.Defined[i], context, isRoot: false);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteBody(Utf8JsonWriter json, KeyedType type, SchemaContext context, bool isRoot)
    {
        object defaults = type.CreateDefault();
        json.WriteString("type", "object");
        json.WriteBoolean("additionalProperties", false);
        if (isRoot)
        {
            json.WriteStartObject("patternProperties");
            json.WriteStartObject("^x-");
            json.WriteString("description", "Yours: ignored, a place for anchors and notes.");
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteStartObject("properties");
        if (type.Catalogue is { } kind)
        {
            WriteExtends(json, kind, context);
        }

        foreach (KeyInfo key in type.Keys)
        {
            WriteKey(json, key, defaults, context);
        }

        json.WriteEndObject();
        WriteRequired(json, type);
    }

    private static void WriteExtends(Utf8JsonWriter json, string kind, SchemaContext context)
    {
        json.WriteStartObject("extends");
        json.WriteString("description", $"Entry of {kind} that this one is laid over.");
        context.WriteNames(json, kind);
        json.WriteEndObject();
    }

    private static void WriteKey(Utf8JsonWriter json, KeyInfo key, object defaults, SchemaContext context)
    {
        json.WriteStartObject(key.Name);
        string text = key.Default(defaults);
        json.WriteString("description", text.Length == 0 ? key.Attribute.Help : $"{key.Attribute.Help} Default: {text}");
        key.Shape.WriteSchema(json, key.Attribute, context);
        json.WriteEndObject();
    }

    // An entry that extends another takes the required keys from there.
    private static void WriteRequired(Utf8JsonWriter json, KeyedType type)
    {
        List<string> required = [];
        foreach (KeyInfo key in type.Keys)
        {
            if (key.Attribute.Required)
            {
                required.Add(key.Name);
            }
        }

        if (required.Count == 0)
        {
            return;
        }

        if (type.Catalogue is null)
        {
            WriteArray(json, "required", required);
            return;
        }

        json.WriteStartArray("anyOf");
        WriteWay(json, required);
        WriteWay(json, ["extends"]);
        json.WriteEndArray();
    }

    private static void WriteWay(Utf8JsonWriter json, List<string> required)
    {
        json.WriteStartObject();
        WriteArray(json, "required", required);
        json.WriteEndObject();
    }

    private static void WriteArray(Utf8JsonWriter json, string name, List<string> words)
    {
        json.WriteStartArray(name);
        foreach (string word in words)
        {
            json.WriteStringValue(word);
        }

        json.WriteEndArray();
    }
}
