using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>Options of <see cref="Gang"/>.</summary>
public sealed record GangOptions
{
    /// <summary>How long a row has its turn.</summary>
    [Key("slot", "How long each row of the matrix has its turn.", Min = 100_000, Max = 1e11, Example = "100 ms")]
    public Duration Slot { get; init; } = Duration.FromMilliseconds(100);

    /// <summary>Whether holes are filled.</summary>
    [Key("alternates", "Whether a pCPU whose vCPU of the row has nothing to do runs one of another row (alternate selection).")]
    public bool Alternates { get; init; } = true;
}
