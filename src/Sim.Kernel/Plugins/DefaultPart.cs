using System;
using System.Collections.Generic;

namespace Sim.Kernel.Plugins;

/// <summary>A part that nobody chose: the default, with its options at their defaults.</summary>
/// <param name="name">Its name.</param>
public sealed class DefaultPart(string name) : IPartChoice
{
    /// <inheritdoc/>
    public string Name { get; } = name;

    /// <inheritdoc/>
    public string Written => Name;

    /// <inheritdoc/>
    public object? Make(PluginRegistry registry, string kind, ICollection<InputError> faults)
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(faults);
        if (registry.Find(kind, Name) is { } part)
        {
            return part.Create();
        }

        faults.Add(new InputError("", 0, 0, $"{kind}: '{Name}' is unknown"));
        return null;
    }
}
