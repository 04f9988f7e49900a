using System.Collections.Generic;
using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>Options of <see cref="Arinc653"/>.</summary>
public sealed record Arinc653Options
{
    /// <summary>The length of a slot where no frame is given.</summary>
    [Key("slot", "Length of each vCPU's slot where no frame is given.", Min = 1000, Max = 1e12, Example = "10 ms")]
    public Duration Slot { get; init; } = Duration.FromMilliseconds(10);

    /// <summary>The major frame.</summary>
    [Key("frame", "The major frame: slots in order, each pCPU's on its own; empty: vCPUs are handed to pCPUs in turn and have a slot each.")]
    public IReadOnlyList<Arinc653Slot> Frame { get; init; } = [];
}
