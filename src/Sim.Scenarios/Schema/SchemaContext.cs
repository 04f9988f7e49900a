using System;
using System.Collections.Generic;
using System.Text.Json;
using Sim.Kernel.Plugins;
using Sim.Scenarios.Binding;

namespace Sim.Scenarios.Schema;

/// <summary>What the shapes share while a schema is written: the names there are, and the records still to be defined.</summary>
internal sealed class SchemaContext(Func<string, IReadOnlyCollection<string>> names)
{
    private readonly List<KeyedType> _defined = [];

    /// <summary>The records referred to so far, in the order of their first mention; grows while they are written.</summary>
    public IReadOnlyList<KeyedType> Defined => _defined;

    /// <summary>The numeric limits of a key.</summary>
    public static void WriteRange(Utf8JsonWriter json, KeyAttribute key)
    {
        if (double.IsFinite(key.Min))
        {
            // The smallest double stands for "more than nothing" (see Wording.Range).
            bool isMoreThanNothing = key.Min is > 0 and <= double.Epsilon;
            json.WriteNumber(isMoreThanNothing ? "exclusiveMinimum" : "minimum", isMoreThanNothing ? 0 : key.Min);
        }

        if (double.IsFinite(key.Max))
        {
            json.WriteNumber("maximum", key.Max);
        }
    }

    /// <summary>A reference to a record's definition.</summary>
    public void WriteReference(Utf8JsonWriter json, KeyedType type)
    {
        if (!_defined.Contains(type))
        {
            _defined.Add(type);
        }

        json.WriteString("$ref", "#/$defs/" + type.Type.Name);
    }

    /// <summary>Text, restricted to the names of a kind where there are any.</summary>
    public void WriteNames(Utf8JsonWriter json, string kind)
    {
        json.WriteString("type", "string");
        IReadOnlyCollection<string> words = kind.Length == 0 ? [] : names(kind);
        if (words.Count == 0)
        {
            return;
        }

        json.WriteStartArray("enum");
        foreach (string word in words)
        {
            json.WriteStringValue(word);
        }

        json.WriteEndArray();
    }
}
