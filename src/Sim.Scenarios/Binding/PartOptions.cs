using System;
using System.Collections.Generic;
using System.Linq;
using Sim.Kernel;
using Sim.Scenarios.Catalogues;
using Sim.Scenarios.Yaml;

namespace Sim.Scenarios.Binding;

/// <summary>The options of a part as written, kept until the part, and with it the record of its options, is known.</summary>
public sealed class PartOptions
{
    /// <summary>No options: each at its default.</summary>
    public static readonly PartOptions None = new(
        new MapNode(Origin.Nowhere, 0, 0, []), KeyPath.Root, new BindContext(CatalogueSet.BuiltIn, [], ""));

    private readonly MapNode _map;
    private readonly KeyPath _path;
    private readonly BindContext _context;

    internal PartOptions(MapNode map, KeyPath path, BindContext context)
    {
        _map = map;
        _path = path;
        _context = context;

        // Whoever knows the part binds it later, when the resolved text is written already: its path is told now.
        if (map.Find("path") is ScalarNode file && PathShape.IsPath(file.Value))
        {
            context.Resolve(file);
        }
    }

    /// <summary>Whether no option is written.</summary>
    public bool IsEmpty => _map.Entries.Count == 0;

    /// <summary>The options as YAML.</summary>
    public string Written => NodeWriter.Write(_map, new Dictionary<ScalarNode, string>());

    /// <summary>Whether that option is written.</summary>
    public bool Has(string key) => _map.Find(key) is { IsNull: false };

    /// <summary>Reads the options into a record whose properties carry <see cref="Sim.Kernel.Plugins.KeyAttribute"/>.</summary>
    /// <param name="optionsType">The record's type; null for a part that has no options.</param>
    /// <param name="faults">Takes every fault, with file, line and column.</param>
    /// <returns>The record, or null where there were faults or <paramref name="optionsType"/> is null.</returns>
    public object? Bind(Type? optionsType, ICollection<InputError> faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        BindContext context = _context.With(faults);
        if (optionsType is not null)
        {
            return new RecordShape(optionsType).Bind(_map, _path, context);
        }

        foreach (ScalarNode key in _map.Entries.Select(entry => entry.Key))
        {
            context.Fault(key, _path.Of(key.Value), "unknown key; this part has no options");
        }

        return null;
    }
}
