using System;

namespace Sim.Kernel.Plugins;

/// <summary>Declares a key that a user may write: in a scenario, or as an option of a part.</summary>
/// <param name="name">The key, in camelCase as users write it.</param>
/// <param name="help">One sentence: what it is, and what leaving it out means.</param>
/// <remarks>
/// The property's type gives the accepted values: <c>bool</c>, <c>int</c>, <c>long</c>, <c>double</c>, <c>string</c>,
/// an enum (its members written in lower-case-with-hyphens), a quantity (<c>Duration</c>, <c>Bytes</c>, <c>Frequency</c>,
/// <c>Watts</c>), a <see cref="FilePath"/>, a record of keys, or a list of any of these. The default is the value that a
/// new instance has. A nullable property may be left out. A part's option that is a file is called <c>path</c>.
/// </remarks>
[AttributeUsage(AttributeTargets.Property)]
public sealed class KeyAttribute(string name, string help) : Attribute
{
    /// <summary>The key as users write it.</summary>
    public string Name { get; } = name;

    /// <summary>One sentence for editors, <c>sim describe</c> and error messages.</summary>
    public string Help { get; } = help;

    /// <summary>The smallest value allowed, in the quantity's base unit (ns, B, Hz, W).</summary>
    public double Min { get; init; } = double.NegativeInfinity;

    /// <summary>The largest value allowed, in the quantity's base unit.</summary>
    public double Max { get; init; } = double.PositiveInfinity;

    /// <summary>Whether leaving the key out is a fault.</summary>
    public bool Required { get; init; }

    /// <summary>The kind of part (see <see cref="PluginKindAttribute"/>) or catalogue whose names are accepted; empty for any text.</summary>
    public string Names { get; init; } = "";

    /// <summary>A value as a user might write it.</summary>
    public string Example { get; init; } = "";
}
