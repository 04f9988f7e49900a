using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace Sim.Kernel.Plugins;

/// <summary>All parts of a set of assemblies, found by their <see cref="PluginAttribute"/>.</summary>
/// <remarks>Parts of one kind are in ordinal order of their names, so that lists never depend on load order.</remarks>
public sealed class PluginRegistry
{
    private readonly SortedDictionary<string, (PluginKindAttribute Kind, SortedDictionary<string, Plugin> Parts)> _kinds =
        new(StringComparer.Ordinal);

    /// <summary>Reads the parts of the given assemblies.</summary>
    /// <exception cref="InvalidOperationException">Two parts of one kind share a name, or a part has no kind.</exception>
    public PluginRegistry(IEnumerable<Assembly> assemblies)
    {
        ArgumentNullException.ThrowIfNull(assemblies);
        foreach (Assembly assembly in assemblies)
        {
            Add(assembly);
        }
    }

    /// <summary>The kinds that have parts, in ordinal order.</summary>
    public IEnumerable<PluginKindAttribute> Kinds => _kinds.Values.Select(entry => entry.Kind);

    /// <summary>The parts of a kind in ordinal order; empty where the kind is unknown.</summary>
    public IReadOnlyCollection<Plugin> OfKind(string kind) =>
        _kinds.TryGetValue(kind, out (PluginKindAttribute Kind, SortedDictionary<string, Plugin> Parts) entry) ? entry.Parts.Values : [];

    /// <summary>The part of that kind and name, or null.</summary>
    public Plugin? Find(string kind, string name) =>
        _kinds.TryGetValue(kind, out (PluginKindAttribute Kind, SortedDictionary<string, Plugin> Parts) entry)
        && entry.Parts.TryGetValue(name, out Plugin? part)
            ? part
            : null;

    /// <summary>Adds the parts of one more assembly, such as a user's own.</summary>
    /// <exception cref="InvalidOperationException">Two parts of one kind share a name, or a part has no kind.</exception>
    public void Add(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        foreach (Type type in assembly.GetTypes())
        {
            if (type.GetCustomAttribute<PluginAttribute>(inherit: false) is { } plugin)
            {
                Add(type, plugin);
            }
        }
    }

    private static PluginKindAttribute KindOf(Type type) =>
        type.GetInterfaces()
            .Select(contract => contract.GetCustomAttribute<PluginKindAttribute>())
            .FirstOrDefault(kind => kind is not null)
        ?? throw new InvalidOperationException($"{type} is marked [Plugin] but implements no interface marked [PluginKind]");

    private void Add(Type type, PluginAttribute plugin)
    {
        PluginKindAttribute kind = KindOf(type);
        Type? options = type.GetConstructors().SelectMany(c => c.GetParameters()).Select(p => p.ParameterType).FirstOrDefault();
        if (!_kinds.TryGetValue(kind.Name, out (PluginKindAttribute Kind, SortedDictionary<string, Plugin> Parts) entry))
        {
            entry = (kind, new SortedDictionary<string, Plugin>(StringComparer.Ordinal));
            _kinds.Add(kind.Name, entry);
        }

        if (!entry.Parts.TryAdd(plugin.Name, new Plugin(kind.Name, plugin.Name, plugin.Summary, plugin.Source, type, options)))
        {
            throw new InvalidOperationException(
                $"two {kind.Name} are called '{plugin.Name}': {entry.Parts[plugin.Name].Type} and {type}");
        }
    }
}
