using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Sim.Kernel;
using Sim.Scenarios.Binding;
using Sim.Scenarios.Yaml;

namespace Sim.Scenarios.Catalogues;

/// <summary>Reads one entry of a catalogue for a command: by name, or from a user's file, with keys set over it.</summary>
/// <remarks>
/// A user's file holds either one entry, which may extend one of the catalogue, or a catalogue: then the entry's name follows
/// the file's behind <c>#</c>, unless it is the only one.
/// </remarks>
public sealed class CatalogueEntry
{
    private readonly List<InputError> _faults = [];
    private readonly CatalogueKind _kind;
    private CatalogueSet _catalogues;

    private CatalogueEntry(CatalogueSet catalogues, CatalogueKind kind)
    {
        _catalogues = catalogues;
        _kind = kind;
    }

    /// <summary>Reads one.</summary>
    /// <param name="catalogues">The catalogues there are.</param>
    /// <param name="kind">Which of them.</param>
    /// <param name="nameOrFile">A name in it, or a file.</param>
    /// <param name="sets">Keys to set, as <c>path=value</c>.</param>
    /// <param name="example">A key set, for the fault of a text that is none.</param>
    /// <param name="check">Adds what else is wrong with the entry.</param>
    /// <exception cref="InputException">Carries every fault.</exception>
    public static object Read(
        CatalogueSet catalogues, CatalogueKind kind, string nameOrFile, IReadOnlyList<string> sets, string example, Action<object, ICollection<InputError>> check)
    {
        ArgumentNullException.ThrowIfNull(catalogues);
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(nameOrFile);
        ArgumentNullException.ThrowIfNull(sets);
        ArgumentNullException.ThrowIfNull(check);
        CatalogueEntry reading = new(catalogues, kind);
        object? entry = reading.Read(nameOrFile, sets, example);
        if (entry is not null)
        {
            check(entry, reading._faults);
        }

        return entry is not null && reading._faults.Count == 0 ? entry : throw new InputException([.. reading._faults.Distinct()]);
    }

    private object? Read(string nameOrFile, IReadOnlyList<string> sets, string example)
    {
        Node? node = IsFile(nameOrFile) ? ReadFile(nameOrFile) : new ScalarNode(Origin.Nowhere, 0, 0, nameOrFile);
        if (node is null)
        {
            return null;
        }

        BindContext context = new(_catalogues, _faults, "");
        MapNode? map = _catalogues.Expand(_kind.Name, node, KeyPath.Root, context);
        if (map is null)
        {
            return null;
        }

        foreach (string set in sets)
        {
            map = SetOption.Apply(map, _kind.RecordType, example, set, _faults);
        }

        return new RecordShape(_kind.RecordType).Bind(map, KeyPath.Root, context);
    }

    private bool IsFile(string text) =>
        !_catalogues.Names(_kind.Name).Contains(text, StringComparer.Ordinal)
        && (text.Contains('.', StringComparison.Ordinal) || text.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal) || text.Contains('#', StringComparison.Ordinal));

    private Node? ReadFile(string written)
    {
        int mark = written.LastIndexOf('#');
        string path = mark < 0 ? written : written[..mark];
        string? wanted = mark < 0 ? null : written[(mark + 1)..];
        string? text = TextFile.Read(path, out string fault);
        if (text is null)
        {
            _faults.Add(new InputError(path, 0, 0, fault));
            return null;
        }

        Origin origin = new(path, Path.GetDirectoryName(Path.GetFullPath(path)) ?? "");
        int before = _faults.Count;
        Node? root = NodeReader.Read(text, origin, _faults);
        if (root is not MapNode map)
        {
            if (_faults.Count == before)
            {
                _faults.Add(new InputError(path, 1, 1, $"must be a mapping: the keys of an entry of {_kind.Name}, or '{_kind.Name}:' and entries by name"));
            }

            return null;
        }

        return map.Find(_kind.Name) is null ? Single(map, path, wanted) : FromCatalogue(map, path, wanted);
    }

    private MapNode? Single(MapNode map, string path, string? wanted)
    {
        if (wanted is not null)
        {
            _faults.Add(new InputError(path, 1, 1, $"'#{wanted}' given, but the file has no '{_kind.Name}:'; it is one entry by itself"));
            return null;
        }

        if (map.Find("name") is { IsNull: false } || KeyedType.Of(_kind.RecordType).Find("name") is null)
        {
            return map;
        }

        ScalarNode key = new(map.Origin, map.Line, map.Column, "name");
        return map.With(key, new ScalarNode(map.Origin, map.Line, map.Column, Path.GetFileNameWithoutExtension(path), isPlain: false));
    }

    private ScalarNode? FromCatalogue(MapNode map, string path, string? wanted)
    {
        _catalogues = _catalogues.With(map, _faults);
        _catalogues.CheckOwn(new BindContext(_catalogues, _faults, ""));
        string[] names = [.. ((map.Find(_kind.Name) as MapNode)?.Entries ?? []).Select(entry => entry.Key.Value)];
        wanted ??= names.Length == 1 ? names[0] : null;
        if (wanted is not null)
        {
            return new ScalarNode(Origin.Nowhere, 0, 0, wanted);
        }

        if (_faults.Count == 0)
        {
            _faults.Add(new InputError(path, 1, 1, $"has {(names.Length == 0 ? "no entries" : "the entries " + string.Join(", ", names))}; write {path}#NAME"));
        }

        return null;
    }
}
