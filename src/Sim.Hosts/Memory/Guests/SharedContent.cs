using Sim.Kernel.Plugins;

namespace Sim.Hosts.Memory.Guests;

/// <summary>A part of a guest's memory that is the same in every VM that has it: an OS image, an application, the page cache of a file.</summary>
public sealed record SharedContent
{
    /// <summary>What it is; pages of the same content are equal, page by page.</summary>
    [Key("content", "What it is: pages of the same content are equal in all VMs.", Required = true, Example = "windows-11")]
    public string Content { get; init; } = "";

    /// <summary>Its part of the memory in use.</summary>
    [Key("fraction", "Its part of the memory in use.", Required = true, Min = 0, Max = 1)]
    public double Fraction { get; init; }
}
