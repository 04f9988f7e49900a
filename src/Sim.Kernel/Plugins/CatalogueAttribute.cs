using System;

namespace Sim.Kernel.Plugins;

/// <summary>Marks a record whose values may be named: a name of this catalogue may stand wherever the record may.</summary>
/// <param name="kind">The plural word after <c>sim list</c> and at the top of a catalogue file: <c>host-types</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class CatalogueAttribute(string kind) : Attribute
{
    /// <summary>The catalogue's name.</summary>
    public string Kind { get; } = kind;
}
