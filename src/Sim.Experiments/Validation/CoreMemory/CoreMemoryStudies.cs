using System.Collections.Generic;
using System.Linq;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.Experiments.Cores;
using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Experiments.Validation.CoreMemory;

/// <summary>Every core of the catalogue against its own configuration.</summary>
internal static class CoreMemoryStudies
{
    private const string Widest = "cbp2025";
    private const long SmallLastLevel = 512 << 10;
    private const double ClearlyBound = 1.25;

    /// <summary>A study of each core of the catalogue; to be quick, of those with a small last level, whose rings are short.</summary>
    public static IReadOnlyList<Study> All(bool quick)
    {
        PluginRegistry parts = Parts.Load();
        return
        [
            .. CoreCatalogue.Names
                .Select(name => (Name: name, Core: CoreCatalogue.Get(name, parts)))
                .Where(entry => !quick || new MemoryFigures(entry.Core).Levels[^1].Cache.Size.Count <= SmallLastLevel)
                .Select(entry => Of(entry.Name, entry.Core, parts)),
        ];
    }

    /// <summary>The study of a core.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="core">What it is like.</param>
    /// <param name="parts">Where predictors and the like are found.</param>
    public static Study Of(string name, CoreConfiguration core, PluginRegistry parts)
    {
        MicroBench[] benches = [Latencies(core), Streams(core), Alone(core, CoreCatalogue.Get(Widest, parts), Reason(name))];
        return new Study(
            name,
            [.. benches.SelectMany(bench => bench.Probes).SelectMany(probe => probe.Measures)],
            _ => [.. benches.SelectMany(bench => bench.Run(parts))]);
    }

    // Nothing is fetched ahead, no refresh comes between: a chase waits for its accesses alone.
    private static MicroBench Latencies(CoreConfiguration core)
    {
        CoreConfiguration quiet = WithoutPrefetchers(core);
        quiet = quiet with { Memory = quiet.Memory with { Dram = quiet.Memory.Dram with { RefreshInterval = Duration.Zero } } };
        MemoryFigures figures = new(quiet);
        return new MicroBench(quiet, [ChaseProbes.Levels(figures), ChaseProbes.Line(figures), .. FeatureProbes.All(quiet)]);
    }

    private static MicroBench Streams(CoreConfiguration core)
    {
        CoreConfiguration plain = WithoutPrefetchers(core);
        return new MicroBench(plain, [StreamProbes.Read(new MemoryFigures(plain), "stream of reads, GB/s")]);
    }

    // Written down behind the first run.
    private static string Reason(string name) => name == "c910"
        ? "the streams read, written and written back meet in one of the 8 banks now and then and close each other's rows: Sim's memory takes requests as they come"
        : "";

    // Where not even so many misses at once fill the channels there is nothing to compare with the peak.
    private static MicroBench Alone(CoreConfiguration core, CoreConfiguration widest, string reason)
    {
        CoreConfiguration alone = StreamProbes.MemoryAlone(core, widest);
        MemoryFigures figures = new(alone);
        bool isBound = figures.Peak <= figures.Stream.Bytes && new MemoryFigures(Faster(alone, ClearlyBound)).Stream.Bytes > figures.Peak;
        return new MicroBench(alone, isBound ? [StreamProbes.Read(figures, "memory's peak by reads, GB/s"), StreamProbes.Copy(figures, "memory's peak by copies, GB/s", reason)] : []);
    }

    // Faster memory by a factor: would the stream be faster too?
    private static CoreConfiguration Faster(CoreConfiguration core, double factor) =>
        core with { Memory = core.Memory with { Dram = core.Memory.Dram with { Frequency = new Frequency((long)(core.Memory.Dram.Frequency.Hertz * factor)) } } };

    private static CoreConfiguration WithoutPrefetchers(CoreConfiguration core) => core with
    {
        Memory = core.Memory with
        {
            L1I = Without(core.Memory.L1I)!,
            L1D = Without(core.Memory.L1D)!,
            L2 = Without(core.Memory.L2),
            Llc = Without(core.Memory.Llc),
        },
    };

    private static CacheConfiguration? Without(CacheConfiguration? cache) => cache is null ? null : cache with { Prefetchers = [] };
}
