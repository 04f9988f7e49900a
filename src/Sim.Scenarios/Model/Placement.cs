using Sim.Kernel.Plugins;
using Sim.Scenarios.Binding;

namespace Sim.Scenarios;

/// <summary>Which VM goes to which host.</summary>
public sealed record Placement
{
    /// <summary>The policy's name.</summary>
    [Key("policy", "Placement policy.", Names = "placement-policies", Example = "best-fit")]
    public PartName Policy { get; init; } = new("first-fit");

    /// <summary>How much more may be promised than there is.</summary>
    [Key("overcommit", "How much more may be promised than there is.")]
    public Overcommit Overcommit { get; init; } = new();

    /// <summary>The policy's options.</summary>
    [Key("options", "Options of the policy; see sim describe and its name.")]
    public PartOptions Options { get; init; } = PartOptions.None;
}
