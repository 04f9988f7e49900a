using System.Collections.Generic;
using Sim.Hosts.Costs;
using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Cpu.Topology;

/// <summary>What the hardware costs, whichever policy decides: switches, cold caches, shared cores, wake-ups from idle, turbo.</summary>
/// <remarks>The defaults are those of models.md A13 and F3, which flags them as from memory; every validation sets its own.</remarks>
public sealed record CpuMechanics
{
    /// <summary>Direct cost of dispatching another vCPU than the one that ran there last.</summary>
    /// <remarks>
    /// Of a cost table: a guest is left and entered with all of its registers stored and loaded, and the host's threads are switched with their
    /// floating-point state. What a policy's choice takes is not measured, so it is a lower bound.
    /// </remarks>
    [Key("switchCost", "Direct cost of a switch to another vCPU.", Min = 0, Max = 1e9, Example = "1500 ns")]
    [Measured("exit-null", "switch=reload")]
    [Measured("thread-switch", "registers=all;fp=yes")]
    public Duration SwitchCost { get; init; } = Duration.FromNanoseconds(1500);

    /// <summary>How long an idle pCPU takes to begin work.</summary>
    [Key("idleExit", "How long an idle pCPU takes to begin work after a wake-up.", Min = 0, Max = 1e9, Example = "2 us")]
    public Duration IdleExit { get; init; } = Duration.FromNanoseconds(2000);

    /// <summary>What a second busy thread adds to a core's throughput: 0.25 makes 1.25 of one thread, 0.625 each.</summary>
    [Key("smtGain", "What each further busy thread adds to the throughput of a core, as a fraction of one thread alone.", Min = 0, Max = 1)]
    public double SmtGain { get; init; } = 0.25;

    /// <summary>Clock by busy cores of a socket, as multiples of the nominal clock; empty: always nominal.</summary>
    [Key("turbo", "Clock by busy cores of a socket. Left out: always the nominal clock.")]
    public IReadOnlyList<TurboStep> Turbo { get; init; } = [];

    /// <summary>Speed of a vCPU that runs outside its VM's home NUMA node, as a fraction of that at home.</summary>
    [Key("remoteSpeed", "Speed of a vCPU outside its VM's home NUMA node, as a fraction of that at home.", Min = 0.1, Max = 1)]
    public double RemoteSpeed { get; init; } = 1;

    /// <summary>Last-level cache of a NUMA node.</summary>
    [Key("lastLevelCache", "Last-level cache of a NUMA node.", Min = 1, Example = "32 MiB")]
    public Bytes LastLevelCache { get; init; } = Bytes.FromMebibytes(32);

    /// <summary>Private cache of a core: what is lost by a move within a node.</summary>
    [Key("privateCache", "Private cache of a core: what a move within a node loses.", Min = 1, Example = "1 MiB")]
    public Bytes PrivateCache { get; init; } = Bytes.FromMebibytes(1);

    /// <summary>How fast others fill the cache while a vCPU is away, per second.</summary>
    [Key("cacheFill", "How much cache others fill in a second while a vCPU is away.", Min = 0, Example = "2 GiB")]
    public Bytes CacheFill { get; init; } = Bytes.FromGibibytes(2);

    /// <summary>How fast a cold cache is filled again, per second.</summary>
    [Key("cacheRefill", "How much of a cold cache is filled again in a second.", Min = 1, Example = "15 GB")]
    public Bytes CacheRefill { get; init; } = new(15_000_000_000);

    /// <summary>Hardware that costs nothing and never changes its speed: for comparison with theory.</summary>
    public static CpuMechanics Free { get; } = new() { SwitchCost = Duration.Zero, IdleExit = Duration.Zero, SmtGain = 1 };
}
