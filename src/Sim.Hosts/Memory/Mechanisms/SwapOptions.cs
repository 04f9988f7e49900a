using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Memory.Mechanisms;

/// <summary>Options of <see cref="Swap"/>.</summary>
public sealed record SwapOptions
{
    /// <summary>What is swapped to.</summary>
    [Key("device", "What is swapped to: 'given' (costs and throughput as written), 'hdd', 'ssd' or 'nvme'.")]
    public SwapDevice Device { get; init; } = SwapDevice.Given;

    /// <summary>Under <see cref="SwapDevice.Given"/>: what it reads or writes in a second.</summary>
    [Key("throughput", "With 'device: given': what the device reads or writes in a second.", Min = 4096, Example = "350 MiB")]
    public Bytes Throughput { get; init; } = Bytes.FromMebibytes(350);
}
