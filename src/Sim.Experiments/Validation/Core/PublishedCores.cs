using System.Collections.Generic;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.Experiments.Cores;
using Sim.Kernel.Plugins;

namespace Sim.Experiments.Validation.Core;

/// <summary>Cores of the catalogue against what is published of the real ones.</summary>
/// <remarks>
/// Scores are compared as cycles per instruction: CoreMark/MHz = 10^6 / (instructions of an iteration x CPI), with the instructions of the recipe that
/// was measured beside it (cycle-level.md 2.3; GCC 12.2). Ours is a program of the same kinds of work, not CoreMark, by GCC 12.2 too.
/// </remarks>
internal static class PublishedCores
{
    private const double TolerancePct = 10;
    private const double Million = 1e6;
    private const double PlainO2 = 354_129;
    private const double PlainO3 = 339_926;
    private const double CClassFlags = 333_057;
    private const double Cva6FlagsZb = 307_616;

    // The integer kernels; what Embench-IoT has, by kind.
    private static readonly Kernel[] Embedded =
    [
        Kernel.Lists, Kernel.Matrices, Kernel.States, Kernel.Crc, Kernel.Filter, Kernel.Decode, Kernel.Matmul, Kernel.Net, Kernel.Cipher, Kernel.Sorting, Kernel.Search,
    ];

    /// <summary>All of them.</summary>
    public static IEnumerable<Study> All =>
    [
        Score("rocket", "o2", 2.2, PlainO2, "cycle-level.md 4.1: SonicBOOM CARRV'20, Chipyard recipe (second-hand)"),
        Score("c-class", "o3", 2.84, CClassFlags, "c-class.readthedocs.io: 35,205,197 cycles for 100 iterations, flags published"),
        Score("cva6", "zb", 3.10, Cva6FlagsZb, "cycle-level.md 4.1: arXiv 2410.01442 (second-hand); recipe assumed to be that of CVA6's CI with bit manipulation"),
        Score("u74", "o2", 4.9, PlainO2, "cycle-level.md 4.1 (second-hand); recipe not known"),
        Score("boom-mega-sfb", "o3", 6.2, PlainO3, "BOOM README; recipe not known"),
        Score("c910", "o3", 7.0, PlainO3, "cycle-level.md 4.1: sochub/Level (third party); recipe not known"),
        new(
            "CVA6S+ and C910 against CVA6",
            [
                new("IPC, CVA6S+ to CVA6", 1.344, TolerancePct, "arXiv 2505.24363, abstract"),
                new("IPC, C910 to CVA6", 2.195, TolerancePct, "arXiv 2505.24363, abstract"),
            ],
            _ =>
            {
                double cva6 = Run("cva6", "o2").MeanIpc(Embedded);
                return [Run("cva6s-plus", "o2").MeanIpc(Embedded) / cva6, Run("c910", "o2").MeanIpc(Embedded) / cva6];
            }),
        new(
            "short forward branches on BOOM",
            [new("CoreMark-like score with to without predication", 6.15 / 4.9, TolerancePct, "luffca.com/2022/04: 6.15 and 4.9 CoreMark/MHz")],
            _ => [Run("boom-mega-sfb", "o3")[Kernel.Mark].Ipc / Run("boom-mega", "o3")[Kernel.Mark].Ipc]),
    ];

    private static Study Score(string core, string recipe, double score, double instructions, string source) => new(
        $"{core}, CoreMark-like",
        [new("CPI", Million / (score * instructions), TolerancePct, source)],
        _ => [Run(core, recipe)[Kernel.Mark].Cpi]);

    private static KernelRun Run(string core, string recipe)
    {
        PluginRegistry parts = Parts.Load();
        CoreConfiguration configuration = CoreCatalogue.Get(core, parts);
        return KernelRun.Of(configuration, parts, recipe);
    }
}
