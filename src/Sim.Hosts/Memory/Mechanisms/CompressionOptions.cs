using Sim.Kernel.Plugins;

namespace Sim.Hosts.Memory.Mechanisms;

/// <summary>Options of <see cref="Compression"/>.</summary>
public sealed record CompressionOptions
{
    /// <summary>Size of a VM's cache (Mem.MemZipMaxPct 10).</summary>
    [Key("cache", "Machine memory that a VM's compressed pages may take, as a part of its size.", Min = 0, Max = 1)]
    public double Cache { get; init; } = 0.1;
}
