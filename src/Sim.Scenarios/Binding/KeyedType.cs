using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Reflection;
using Sim.Kernel.Plugins;

namespace Sim.Scenarios.Binding;

/// <summary>The keys of a record type, read by reflection once.</summary>
internal sealed class KeyedType
{
    private static readonly ConcurrentDictionary<Type, KeyedType> Cache = new();

    private readonly Dictionary<string, KeyInfo> _byName = new(StringComparer.Ordinal);
    private readonly List<KeyInfo> _keys = [];

    private KeyedType(Type type)
    {
        Type = type;
        Catalogue = type.GetCustomAttribute<CatalogueAttribute>()?.Kind;
        foreach (PropertyInfo property in Ordered(type))
        {
            if (property.GetCustomAttribute<KeyAttribute>() is { } attribute)
            {
                KeyInfo key = new(attribute, property);
                _keys.Add(key);
                _byName.Add(key.Name, key);
            }
        }

        List<string> names = _keys.ConvertAll(key => key.Name);
        Names = Catalogue is null ? names : [.. names, "extends"];
    }

    /// <summary>The record type.</summary>
    public Type Type { get; }

    /// <summary>The catalogue whose entries may stand for a value, or null.</summary>
    public string? Catalogue { get; }

    /// <summary>The keys in the order in which they are declared.</summary>
    public IReadOnlyList<KeyInfo> Keys => _keys;

    /// <summary>The words that may be written as keys; with <c>extends</c> where there is a catalogue.</summary>
    public IReadOnlyCollection<string> Names { get; }

    /// <summary>The keys of a type.</summary>
    public static KeyedType Of(Type type) => Cache.GetOrAdd(type, static t => new KeyedType(t));

    /// <summary>The key of that name, or null.</summary>
    public KeyInfo? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>An instance with every key at its default.</summary>
    public object CreateDefault() => Activator.CreateInstance(Type)!;

    private static PropertyInfo[] Ordered(Type type)
    {
        PropertyInfo[] properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance);
        Array.Sort(properties, static (left, right) => left.MetadataToken.CompareTo(right.MetadataToken));
        return properties;
    }
}
