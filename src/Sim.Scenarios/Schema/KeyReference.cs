using System;
using System.Collections.Generic;
using Sim.Scenarios.Binding;

namespace Sim.Scenarios.Schema;

/// <summary>Every key of a record and of the records in it, for documentation and <c>sim describe</c>.</summary>
public static class KeyReference
{
    /// <summary>The keys of a scenario, in the order in which they are declared.</summary>
    public static IReadOnlyList<KeyDescription> OfScenario() => Of(typeof(Scenario));

    /// <summary>The keys of any record whose properties carry <see cref="Sim.Kernel.Plugins.KeyAttribute"/>, such as a part's options.</summary>
    public static IReadOnlyList<KeyDescription> Of(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        List<KeyDescription> keys = [];
        Add(keys, KeyedType.Of(type), "");
        return keys;
    }

    private static void Add(List<KeyDescription> keys, KeyedType type, string prefix)
    {
        object defaults = type.CreateDefault();
        foreach (KeyInfo key in type.Keys)
        {
            string path = prefix + key.Name;
            Shape shape = key.Shape;
            keys.Add(new KeyDescription(
                path, shape.TypeText, key.Default(defaults), key.Attribute.Help, key.Attribute.Required, key.Attribute.Example));
            if (shape is ListShape list)
            {
                shape = list.Item;
                path += "[]";
            }

            if (shape is RecordShape record)
            {
                Add(keys, record.Keyed, path + ".");
            }
        }
    }
}
