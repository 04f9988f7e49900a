using System;
using System.Collections.Generic;
using System.Linq;
using Sim.Kernel;
using Sim.Kernel.Plugins;

namespace Sim.Scenarios.Binding;

/// <summary>A part and its options: <c>kvm</c>, or <c>{ extends: kvm, cpu: { scheduler: credit2 } }</c>.</summary>
/// <param name="Part">The name after <c>name</c> or <c>extends</c>; empty where a mapping has neither.</param>
/// <param name="Options">All other keys, to be bound once the part is known.</param>
public sealed record PartReference(PartName Part, PartOptions Options) : IPartChoice
{
    /// <summary>The part's name.</summary>
    public string Name => Part.Name;

    /// <inheritdoc/>
    public string Written => Options.IsEmpty ? Name : $"{Name}\n{Options.Written}";

    /// <inheritdoc/>
    public object? Make(PluginRegistry registry, string kind, ICollection<InputError> faults)
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(faults);
        if (registry.Find(kind, Name) is not { } part)
        {
            faults.Add(Part.Unknown([.. registry.OfKind(kind).Select(other => other.Name)]));
            return null;
        }

        int before = faults.Count;
        object? bound = Options.Bind(part.OptionsType, faults);
        return faults.Count == before ? part.Create(bound) : null;
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
