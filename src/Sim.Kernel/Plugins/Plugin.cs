using System;

namespace Sim.Kernel.Plugins;

/// <summary>A part found in an assembly: what it is called, what it is, and how to make one.</summary>
/// <param name="Kind">The kind's plural name, such as <c>placement-policies</c>.</param>
/// <param name="Name">The word written in a scenario.</param>
/// <param name="Summary">One sentence on what it is.</param>
/// <param name="Source">Where it comes from; may be empty.</param>
/// <param name="Type">The class.</param>
/// <param name="OptionsType">The record of its options, or null where it has none.</param>
public sealed record Plugin(string Kind, string Name, string Summary, string Source, Type Type, Type? OptionsType)
{
    /// <summary>Makes one, with <paramref name="options"/> or, where null, with every option at its default.</summary>
    /// <exception cref="ArgumentException">The options are of another type than <see cref="OptionsType"/>.</exception>
    public object Create(object? options = null)
    {
        if (OptionsType is null)
        {
            return Activator.CreateInstance(Type)!;
        }

        options ??= Activator.CreateInstance(OptionsType)!;
        return options.GetType() == OptionsType
            ? Activator.CreateInstance(Type, options)!
            : throw new ArgumentException($"{Name} takes {OptionsType.Name}, given {options.GetType().Name}", nameof(options));
    }
}
