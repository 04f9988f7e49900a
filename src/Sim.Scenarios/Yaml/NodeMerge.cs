namespace Sim.Scenarios.Yaml;

/// <summary>Lays one YAML tree over another: mappings merge key by key, everything else replaces.</summary>
internal static class NodeMerge
{
    /// <summary><paramref name="upper"/> over <paramref name="lower"/>; the lower's keys come first.</summary>
    public static Node Over(Node lower, Node upper) =>
        lower is MapNode under && upper is MapNode over ? Over(under, over) : upper;

    /// <inheritdoc cref="Over(Node, Node)"/>
    public static MapNode Over(MapNode lower, MapNode upper)
    {
        MapNode merged = new(upper.Origin, upper.Line, upper.Column, lower.Entries);
        foreach (MapEntry entry in upper.Entries)
        {
            Node? below = lower.Find(entry.Key.Value);
            merged = merged.With(entry.Key, below is null ? entry.Value : Over(below, entry.Value));
        }

        return merged;
    }

    /// <summary>The upper's keys, then those of the lower that it lacks, as YAML's <c>&lt;&lt;</c> does: one level deep.</summary>
    public static MapNode Beneath(MapNode lower, MapNode upper)
    {
        MapNode merged = upper;
        foreach (MapEntry entry in lower.Entries)
        {
            merged = upper.Find(entry.Key.Value) is null ? merged.With(entry.Key, entry.Value) : merged;
        }

        return merged;
    }
}
