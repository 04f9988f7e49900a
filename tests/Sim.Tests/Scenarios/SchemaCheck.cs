using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sim.Scenarios.Yaml;

namespace Sim.Tests.Scenarios;

/// <summary>As much of JSON Schema as Sim's schema uses; an unknown keyword fails, so that none is passed over.</summary>
internal sealed class SchemaCheck(JsonElement root)
{
    public List<string> Faults(Node node) => Check(node, root, "$");

    private List<string> Check(Node node, JsonElement schema, string path)
    {
        List<string> faults = [];
        foreach (JsonProperty keyword in schema.EnumerateObject())
        {
            faults.AddRange(Check(node, schema, keyword, path));
        }

        return faults;
    }

    private IEnumerable<string> Check(Node node, JsonElement schema, JsonProperty keyword, string path) => keyword.Name switch
    {
        "$schema" or "title" or "description" or "examples" or "$defs" or "patternProperties" => [],
        "properties" => CheckProperties(node, keyword.Value, path),
        "required" => keyword.Value.EnumerateArray()
            .Select(key => key.GetString()!).Where(key => (node as MapNode)?.Find(key) is null).Select(key => $"{path}: no {key}"),
        "additionalProperties" => CheckNoOthers(node, schema, path),
        "items" => (node as ListNode)?.Items.SelectMany(item => Check(item, keyword.Value, $"{path}[]")) ?? [],
        "$ref" => Check(node, root.GetProperty("$defs").GetProperty(keyword.Value.GetString()!["#/$defs/".Length..]), path),
        "anyOf" => Unless(keyword.Value.EnumerateArray().Any(way => Check(node, way, path).Count == 0), path, keyword),
        _ => Unless(Satisfies(node, keyword.Name, keyword.Value), path, keyword),
    };

    private static string[] Unless(bool holds, string path, JsonProperty keyword) => holds ? [] : [$"{path}: {keyword.Name}"];

    private static bool Satisfies(Node node, string keyword, JsonElement value) => keyword switch
    {
        "type" => IsOf(node, value.GetString()!),
        "enum" => value.EnumerateArray().Any(word => string.Equals(word.GetString(), Text(node), StringComparison.Ordinal)),
        "pattern" => Regex.IsMatch(Text(node), value.GetString()!, RegexOptions.None, TimeSpan.FromSeconds(1)),
        "minimum" => Number(node) >= value.GetDouble(),
        "exclusiveMinimum" => Number(node) > value.GetDouble(),
        "maximum" => Number(node) <= value.GetDouble(),
        "minLength" => Text(node).Length >= value.GetInt32(),
        _ => throw new InvalidOperationException($"the check knows no '{keyword}'"),
    };

    private IEnumerable<string> CheckProperties(Node node, JsonElement properties, string path) =>
        (node as MapNode)?.Entries
            .Where(entry => properties.TryGetProperty(entry.Key.Value, out _))
            .SelectMany(entry => Check(entry.Value, properties.GetProperty(entry.Key.Value), $"{path}.{entry.Key.Value}"))
        ?? [];

    private static IEnumerable<string> CheckNoOthers(Node node, JsonElement schema, string path) =>
        (node as MapNode)?.Entries
            .Where(entry => !schema.GetProperty("properties").TryGetProperty(entry.Key.Value, out _)
                && !(schema.TryGetProperty("patternProperties", out JsonElement patterns)
                    && patterns.EnumerateObject().Any(p => Regex.IsMatch(entry.Key.Value, p.Name, RegexOptions.None, TimeSpan.FromSeconds(1)))))
            .Select(entry => $"{path}: additional {entry.Key.Value}")
        ?? [];

    private static bool IsOf(Node node, string type) => type switch
    {
        "object" => node is MapNode,
        "array" => node is ListNode,
        "boolean" => node is ScalarNode { Value: "true" or "false" },
        "integer" => node is ScalarNode scalar && long.TryParse(scalar.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        "number" => node is ScalarNode scalar && double.TryParse(scalar.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out _),

        // A plain 24 is a number to an editor.
        "string" => node is ScalarNode scalar
            && !(scalar.IsPlain && double.TryParse(scalar.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out _)),
        _ => false,
    };

    private static string Text(Node node) => (node as ScalarNode)?.Value ?? "";

    private static double Number(Node node) =>
        double.TryParse(Text(node), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : double.NaN;
}
