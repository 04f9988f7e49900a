using System.Collections.Generic;
using System.Linq;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.Kernel.Plugins;

namespace Sim.CoreEmulator.Timing.Caches;

/// <summary>The caches of all cores, what they share, and main memory.</summary>
internal sealed class MemorySystem
{
    /// <summary>Builds it.</summary>
    /// <param name="configuration">The core and its memory.</param>
    /// <param name="cores">How many cores.</param>
    /// <param name="parts">Where replacement policies and prefetchers are found.</param>
    public MemorySystem(CoreConfiguration configuration, int cores, PluginRegistry parts)
    {
        _ = (configuration, parts);
        Ports = [.. Enumerable.Range(0, cores).Select(_ => new FixedPort())];
    }

    /// <summary>Each core's access to it.</summary>
    public IReadOnlyList<CachePort> Ports { get; }
}
