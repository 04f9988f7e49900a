using Sim.Kernel.Plugins;

namespace Sim.Scenarios;

/// <summary>Hosts that are alike.</summary>
public sealed record HostGroup
{
    /// <summary>What the hosts are called, followed by a number; in a loaded scenario never empty and never twice.</summary>
    [Key("name", "What the hosts are called, followed by a number. Left out: the type's name, or 'host'.", Example = "g4")]
    public string Name { get; init; } = "";

    /// <summary>How many.</summary>
    [Key("count", "How many hosts.", Min = 1)]
    public int Count { get; init; } = 1;

    /// <summary>What each is.</summary>
    [Key("type", "What each host is: a name of host-types, a mapping, or a mapping that extends a name.", Required = true, Names = "host-types", Example = "hp-ml110-g4")]
    public HostType Type { get; init; } = new();
}
