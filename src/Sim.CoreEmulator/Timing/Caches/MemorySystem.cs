using System.Collections.Generic;
using System.Linq;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.CoreEmulator.Timing.Dram;
using Sim.Kernel;
using Sim.Kernel.Plugins;

namespace Sim.CoreEmulator.Timing.Caches;

/// <summary>The caches of all cores, what they share, and main memory.</summary>
internal sealed class MemorySystem
{
    private readonly CoreCaches[] _ports;

    /// <summary>Builds it.</summary>
    /// <param name="configuration">The core and its memory.</param>
    /// <param name="cores">How many cores.</param>
    /// <param name="parts">Where replacement policies and prefetchers are found.</param>
    /// <exception cref="InputException">A part is unknown, or a cache's shape makes no sense.</exception>
    public MemorySystem(CoreConfiguration configuration, int cores, PluginRegistry parts)
    {
        MemoryConfiguration memory = configuration.Memory;
        CacheConfiguration last = memory.Llc ?? memory.L2 ?? memory.L1D;
        Memory = new MainMemory(memory.Dram, configuration.Frequency, last.Line);
        Llc = memory.Llc is null ? null : new Cache("llc", ServedBy.Llc, memory.Llc, Memory, parts);
        _ports = [.. Enumerable.Range(0, cores).Select(number => new CoreCaches(configuration, number, this, parts))];
        if (Llc is not null && memory.Llc!.Inclusion == Inclusion.Inclusive)
        {
            Llc.Leaving = (address, line) => _ports.Aggregate(false, (dirty, port) => port.Drop(address, line) || dirty);
        }
    }

    /// <summary>Each core's access to it.</summary>
    public IReadOnlyList<CachePort> Ports => _ports;

    /// <summary>The last level; null for none.</summary>
    public Cache? Llc { get; }

    /// <summary>Main memory.</summary>
    public MainMemory Memory { get; }

    /// <summary>What lies behind a core's own caches.</summary>
    public IMemoryLevel Shared => (IMemoryLevel?)Llc ?? Memory;

    /// <summary>The caches of each core.</summary>
    internal IReadOnlyList<CoreCaches> Cores => _ports;

    /// <summary>Empties all.</summary>
    public void DropAll()
    {
        foreach (CoreCaches port in _ports)
        {
            port.DropOwn();
        }

        Llc?.DropAll();
        Memory.Close();
    }
}
