using System;

namespace Sim.Kernel.Plugins;

/// <summary>Marks a part that a scenario can name: a policy, a trace format, a model.</summary>
/// <param name="name">The word written in a scenario: lower case, words joined by hyphens, unique within its kind.</param>
/// <param name="summary">One sentence for <c>sim list</c> and <c>sim describe</c>.</param>
/// <remarks>
/// The part's kind is the interface it implements that carries <see cref="PluginKindAttribute"/>.
/// Its options are the parameters of its single public constructor: none, or one options record whose
/// properties carry <see cref="KeyAttribute"/>.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class PluginAttribute(string name, string summary) : Attribute
{
    /// <summary>The word written in a scenario.</summary>
    public string Name { get; } = name;

    /// <summary>One sentence on what the part is.</summary>
    public string Summary { get; } = summary;

    /// <summary>Where the algorithm or its constants come from; empty where the part is of Sim's own making.</summary>
    public string Source { get; init; } = "";
}
