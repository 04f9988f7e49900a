using System;

namespace Sim.Kernel.Plugins;

/// <summary>Marks the interface that all parts of one kind implement.</summary>
/// <param name="name">The plural word after <c>sim list</c>: <c>placement-policies</c>, <c>traces</c>.</param>
/// <param name="summary">One sentence on what parts of this kind do.</param>
[AttributeUsage(AttributeTargets.Interface, Inherited = false)]
public sealed class PluginKindAttribute(string name, string summary) : Attribute
{
    /// <summary>The plural word after <c>sim list</c>.</summary>
    public string Name { get; } = name;

    /// <summary>One sentence on what parts of this kind do.</summary>
    public string Summary { get; } = summary;
}
