using System;
using System.Collections.Generic;
using System.Linq;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.Kernel;
using Sim.Kernel.Plugins;
using Sim.Scenarios.Catalogues;

namespace Sim.Experiments.Cores;

/// <summary>The catalogue of cores: named configurations of the core emulator's timing, with their sources.</summary>
public static class CoreCatalogue
{
    private static readonly CatalogueKind Kind = new(
        "cores", "Cores of RISC-V machines and their memory, for sim core.", typeof(CoreConfiguration))
    {
        Holder = typeof(CoreCatalogue).Assembly,
    };

    /// <summary>The catalogues that scenarios know, and the cores.</summary>
    public static CatalogueSet Catalogues { get; } = CatalogueSet.BuiltIn.Holding(Kind);

    /// <summary>The names of the cores that Sim has.</summary>
    public static IReadOnlyList<string> Names => Catalogues.Names(Kind.Name);

    /// <summary>The core to take where nobody said which.</summary>
    public static string Default(PipelineKind pipeline) => pipeline == PipelineKind.InOrder ? "generic-inorder" : "server-ooo";

    /// <summary>A core by its name, or from a user's file: see <see cref="CatalogueEntry"/>.</summary>
    /// <param name="nameOrFile">The name or file.</param>
    /// <param name="parts">The parts that it may name.</param>
    /// <param name="sets">Keys to set over it, such as <c>memory.l1d.latency=3</c>.</param>
    /// <exception cref="InputException">Carries every fault.</exception>
    public static CoreConfiguration Get(string nameOrFile, PluginRegistry parts, IReadOnlyList<string>? sets = null)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return (CoreConfiguration)CatalogueEntry.Read(
            Catalogues, Kind, nameOrFile, sets ?? [], "memory.l1d.latency=3", (core, faults) => CheckParts((CoreConfiguration)core, parts, faults));
    }

    // Made once to see that their names and options are right; whoever builds a core makes its own.
    private static void CheckParts(CoreConfiguration core, PluginRegistry parts, ICollection<InputError> faults)
    {
        core.Branches.Direction.Make(parts, "branch-predictors", faults);
        foreach (CacheConfiguration cache in new[] { core.Memory.L1I, core.Memory.L1D, core.Memory.L2, core.Memory.Llc }.OfType<CacheConfiguration>())
        {
            cache.Replacement.Make(parts, "cache-replacement", faults);
            foreach (IPartChoice prefetcher in cache.Prefetchers)
            {
                prefetcher.Make(parts, "prefetchers", faults);
            }
        }
    }
}
