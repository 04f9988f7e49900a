using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>Options of <see cref="Arinc653"/>.</summary>
public sealed record Arinc653Options
{
    /// <summary>How long each vCPU's slot is, where its VM claims no budget of its own.</summary>
    [Key("slot", "How long each vCPU's slot is, where its VM claims no budget.", Min = 1000, Max = 1e12, Example = "10 ms")]
    public Duration Slot { get; init; } = Duration.FromMilliseconds(10);

    /// <summary>The major frame; what the slots leave of it is idle. Zero, or less than the slots: their sum.</summary>
    [Key("majorFrame", "Major frame; what the slots leave of it is idle. 0, or less than the slots: their sum.", Min = 0, Max = 1e13, Example = "100 ms")]
    public Duration MajorFrame { get; init; } = Duration.Zero;
}
