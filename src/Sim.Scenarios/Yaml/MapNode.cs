using System;
using System.Collections.Generic;

namespace Sim.Scenarios.Yaml;

/// <summary>A mapping of keys to values, in the order written. Keys are unique: the reader reports doubles.</summary>
internal sealed class MapNode : Node
{
    public MapNode(Origin origin, long line, int column, IReadOnlyList<MapEntry> entries)
        : base(origin, line, column)
    {
        Entries = entries;
        Weight = 1;
        foreach (MapEntry entry in entries)
        {
            Weight += 1 + entry.Value.Weight;
        }
    }

    /// <summary>The keys and values in order.</summary>
    public IReadOnlyList<MapEntry> Entries { get; }

    /// <inheritdoc/>
    public override string Kind => "a mapping";

    /// <inheritdoc/>
    public override long Weight { get; }

    /// <summary>The value of a key, or null.</summary>
    public Node? Find(string key)
    {
        int index = IndexOf(key);
        return index < 0 ? null : Entries[index].Value;
    }

    /// <summary>The same mapping with a key's value replaced, or added at the end.</summary>
    public MapNode With(ScalarNode key, Node value)
    {
        List<MapEntry> entries = [.. Entries];
        int index = IndexOf(key.Value);
        if (index < 0)
        {
            entries.Add(new MapEntry(key, value));
        }
        else
        {
            entries[index] = new MapEntry(entries[index].Key, value);
        }

        return new MapNode(Origin, Line, Column, entries);
    }

    /// <summary>The same mapping without a key.</summary>
    public MapNode Without(string key)
    {
        int index = IndexOf(key);
        if (index < 0)
        {
            return this;
        }

        List<MapEntry> entries = [.. Entries];
        entries.RemoveAt(index);
        return new MapNode(Origin, Line, Column, entries);
    }

    private int IndexOf(string key)
    {
        for (int i = 0; i < Entries.Count; i++)
        {
            if (string.Equals(Entries[i].Key.Value, key, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }
}
