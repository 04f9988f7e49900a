using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Sim.Kernel;
using Sim.Kernel.Plugins;
using Sim.Scenarios.Binding;
using Sim.Scenarios.Yaml;

namespace Sim.Scenarios.Catalogues;

/// <summary>Named hosts, VMs and other data with their sources: those built in, and over them those of a user's own files.</summary>
public sealed class CatalogueSet
{
    private const string PartName = "name";
    private static readonly KeyAttribute AnyKey = new("", "");

    // By kind; the built-in ones are read when first asked for, which a scenario without names never does.
    private readonly Dictionary<string, Lazy<MapNode>> _entries;
    private readonly Dictionary<string, MapNode> _own;

    private CatalogueSet(IReadOnlyList<CatalogueKind> kinds, Dictionary<string, Lazy<MapNode>> entries, Dictionary<string, MapNode> own)
    {
        Kinds = kinds;
        _entries = entries;
        _own = own;
    }

    /// <summary>The catalogues that scenarios know.</summary>
    public static CatalogueSet BuiltIn { get; } = new CatalogueSet(
            [], new Dictionary<string, Lazy<MapNode>>(StringComparer.Ordinal), new Dictionary<string, MapNode>(StringComparer.Ordinal))
        .Holding(new CatalogueKind("host-types", "Servers: cores, clock, memory and measured power.", typeof(HostType)))
        .Holding(new CatalogueKind("hypervisors", "Hypervisors and the vCPU schedulers that they come with.", typeof(Hypervisor)))
        .Holding(new CatalogueKind("vm-types", "Sizes of virtual machines.", typeof(VmType)));

    /// <summary>The catalogues there are, in ordinal order.</summary>
    public IReadOnlyList<CatalogueKind> Kinds { get; }

    /// <summary>The same catalogues and one more.</summary>
    public CatalogueSet Holding(CatalogueKind kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        Dictionary<string, Lazy<MapNode>> entries = new(_entries, StringComparer.Ordinal)
        {
            [kind.Name] = new Lazy<MapNode>(() => ReadBuiltIn(kind)),
        };
        return new CatalogueSet([.. Kinds.Append(kind).OrderBy(other => other.Name, StringComparer.Ordinal)], entries, _own);
    }

    /// <summary>The names of a catalogue: a user's own first, then those built in, each as they stand in the file; empty for an unknown kind.</summary>
    public IReadOnlyList<string> Names(string kind)
    {
        List<string> names = [];
        AddNames(names, _own.GetValueOrDefault(kind));
        AddNames(names, _entries.GetValueOrDefault(kind)?.Value);
        return names;
    }

    /// <summary>The entry of that kind and name, as the kind's record.</summary>
    /// <exception cref="InputException">There is no such entry, or it has faults.</exception>
    public object Get(string kind, string name)
    {
        List<InputError> faults = [];
        BindContext context = new(this, faults, "");
        ScalarNode word = new(Origin.Nowhere, 0, 0, name);
        object? entry = Shapes.Of(KindOf(kind).RecordType).Bind(word, AnyKey, KeyPath.Root, context);
        return faults.Count == 0 ? entry! : throw new InputException(faults);
    }

    /// <summary>The entry as YAML, for <c>sim describe</c>; null where there is none.</summary>
    public string? Describe(string kind, string name) =>
        Find(kind, name) is { } entry ? NodeWriter.Write(entry, new Dictionary<ScalarNode, string>()) : null;

    /// <summary>The same catalogues with a user's file laid over them.</summary>
    internal CatalogueSet With(MapNode file, List<InputError> faults)
    {
        Dictionary<string, MapNode> own = new(_own, StringComparer.Ordinal);
        foreach (MapEntry entry in file.Entries)
        {
            string kind = entry.Key.Value;
            if (!_entries.ContainsKey(kind))
            {
                faults.Add(entry.Key.Fault($"{kind}: " + Wording.Unknown("is no catalogue", kind, KindNames())));
            }
            else if (entry.Value is MapNode entries)
            {
                own[kind] = own.TryGetValue(kind, out MapNode? below) ? NodeMerge.Beneath(below, entries) : entries;
            }
            else if (!entry.Value.IsNull)
            {
                faults.Add(entry.Value.Fault($"{kind}: {Wording.Found(entry.Value)} given; must be a mapping of names to entries"));
            }
        }

        return new CatalogueSet(Kinds, _entries, own);
    }

    /// <summary>Checks every entry of a user's own files, used or not.</summary>
    internal void CheckOwn(BindContext context)
    {
        foreach (CatalogueKind kind in Kinds)
        {
            foreach (MapEntry entry in (_own.GetValueOrDefault(kind.Name)?.Entries) ?? [])
            {
                KeyPath path = KeyPath.Root.Of(kind.Name).Of(entry.Key.Value);
                Shapes.Of(kind.RecordType).Bind(entry.Value, AnyKey, path, context);
                if (entry.Value is MapNode map && map.Find("source") is not { IsNull: false })
                {
                    context.Fault(map, path.Of("source"), "missing; must say where the numbers come from");
                }
            }
        }
    }

    /// <summary>The mapping that a name, or a mapping that may extend one, stands for; null after reporting a fault.</summary>
    internal MapNode? Expand(string kind, Node node, KeyPath path, BindContext context) => Expand(kind, node, path, context, 0);

    private static void AddNames(List<string> names, MapNode? entries)
    {
        names.AddRange((entries?.Entries ?? []).Select(entry => entry.Key.Value).Except(names, StringComparer.Ordinal).ToArray());
    }

    private static MapNode ReadBuiltIn(CatalogueKind kind)
    {
        string file = kind.Name + ".yaml";
        using Stream stream = kind.Holder.GetManifestResourceStream(file)
            ?? throw new InvariantException($"the catalogue {file} is not in the assembly");
        using StreamReader reader = new(stream);
        List<InputError> faults = [];
        Node? root = NodeReader.Read(reader.ReadToEnd(), new Origin($"{file} (built in)", ""), faults);
        return faults.Count == 0 && root is MapNode map && map.Find(kind.Name) is MapNode named
            ? named
            : throw new InvariantException($"the catalogue {file} has faults, or no '{kind.Name}': {string.Join("; ", faults)}");
    }

    private string[] KindNames() => [.. Kinds.Select(kind => kind.Name)];

    private CatalogueKind KindOf(string name) =>
        Kinds.FirstOrDefault(kind => string.Equals(kind.Name, name, StringComparison.Ordinal))
        ?? throw new InputException(Wording.Unknown("is no catalogue", name, KindNames()));

    private MapNode? Find(string kind, string name) =>
        (_own.GetValueOrDefault(kind)?.Find(name) ?? _entries.GetValueOrDefault(kind)?.Value.Find(name)) as MapNode;

    private MapNode? Expand(string kind, Node node, KeyPath path, BindContext context, int depth)
    {
        switch (node)
        {
            case ScalarNode name:
                return Named(kind, name, path, context, depth);
            case MapNode map when map.Find("extends") is { } extends:
                return Extended(kind, map, extends, path, context, depth);
            case MapNode map:
                return map;
            default:
                context.Fault(node, path, $"{node.Kind} given; must be a name of {kind}, or a mapping");
                return null;
        }
    }

    private MapNode? Extended(string kind, MapNode map, Node extends, KeyPath path, BindContext context, int depth)
    {
        if (extends is not ScalarNode name)
        {
            context.Fault(extends, path.Of("extends"), $"{extends.Kind} given; must be a name of {kind}");
            return null;
        }

        KeyPath here = depth == 0 ? path.Of("extends") : path;
        return Named(kind, name, here, context, depth) is { } below
            ? Over(kind, below, map).Without("extends")
            : null;
    }

    private MapNode Over(string kind, MapNode below, MapNode above) => Over(KeyedType.Of(KindOf(kind).RecordType), below, above);

    // A power curve is written in one of two ways: mixing the ways of two entries would be neither. Nor do a part's options mean anything to another part.
    private static MapNode Over(KeyedType type, MapNode below, MapNode above)
    {
        MapNode merged = NodeMerge.Over(below, above);
        foreach (MapEntry entry in above.Entries)
        {
            Node? lower = below.Find(entry.Key.Value);
            Type? written = type.Find(entry.Key.Value)?.Property.PropertyType;
            if (written == typeof(PowerCurve) || (typeof(IPartChoice).IsAssignableFrom(written) && NamesAnother(lower, entry.Value)))
            {
                merged = merged.With(entry.Key, entry.Value);
            }
            else if (written is not null && lower is MapNode under && entry.Value is MapNode over)
            {
                merged = merged.With(entry.Key, Over(KeyedType.Of(written), under, over));
            }
        }

        return merged;
    }

    private static bool NamesAnother(Node? lower, Node upper) =>
        (lower as MapNode)?.Find(PartName) is ScalarNode under && (upper as MapNode)?.Find(PartName) is ScalarNode over
        && !string.Equals(under.Value, over.Value, StringComparison.Ordinal);

    // An entry may extend one of the same name that it hides, so a chain is no longer than there are names.
    private MapNode? Named(string kind, ScalarNode name, KeyPath path, BindContext context, int depth)
    {
        if (Find(kind, name.Value) is not { } entry)
        {
            context.Fault(name, path, Wording.Unknown($"is not in {kind}", name.Value, Names(kind)));
            return null;
        }

        if (entry.Find("extends") is ScalarNode self && string.Equals(self.Value, name.Value, StringComparison.Ordinal)
            && _entries[kind].Value.Find(name.Value) is MapNode hidden)
        {
            entry = Over(kind, hidden, entry).Without("extends");
        }

        if (depth > 16)
        {
            context.Fault(name, path, $"{Wording.Quoted(name.Value)} extends itself, or more than 16 others in a row");
            return null;
        }

        return Expand(kind, WithName(entry, name.Value), path, context, depth + 1);
    }

    private static MapNode WithName(MapNode entry, string name)
    {
        ScalarNode key = new(entry.Origin, entry.Line, entry.Column, "name");
        ScalarNode value = new(entry.Origin, entry.Line, entry.Column, name, isPlain: false);
        return entry.Find("name") is null ? entry.With(key, value) : entry;
    }
}
