using System.Collections.Generic;
using System.Globalization;
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
    private const string SameSoc = "arXiv 2505.24363: CoreMark/MHz of three cores in one SoC (second-hand); recipe assumed";
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
        Score("cva6", "o2", 2.19, PlainO2, SameSoc),
        Score("cva6", "zb", 3.10, Cva6FlagsZb, "cycle-level.md 4.1: arXiv 2410.01442 (second-hand)", "no recipe is known: as rv32imc with bit manipulation (264,160 instructions), which CVA6's CI uses, it would be a CPI of 1.22; the row above is of the same core"),
        Score("cva6s-plus", "o2", 2.84, PlainO2, SameSoc),
        Score("c910", "o2", 4.86, PlainO2, SameSoc, "real CoreMark may be easier on its predictors than our kernels are; its fusion and folding of instructions are not modelled"),
        Score("c910", "o3", 7.0, PlainO3, "cycle-level.md 4.1: sochub/Level (third party)", "the vendor's recipe, not known; the same core scores 4.86 in arXiv 2505.24363"),
        Score("u74", "o2", 4.9, PlainO2, "cycle-level.md 4.1 (second-hand)", "no recipe is known: with signed ee_u32, 304,427 instructions, it would be a CPI of 0.67"),
        Score("boom-mega-sfb", "o3", 6.2, PlainO3, "BOOM README", "no recipe is known: BOOM's own range by recipe is 5.49 to 6.89"),
        Score("boom-mega", "o3", 4.9, PlainO3, "luffca.com/2022/04"),
        new(
            "CVA6S+ and C910 against CVA6",
            [
                new("IPC, CVA6S+ to CVA6", 1.344, TolerancePct, "arXiv 2505.24363, abstract", Reason: "the catalogue's core has the HPDCache, as that of the next row"),
                new("IPC, CVA6S+ with HPDCache to CVA6, Embench IoT", 1.435, TolerancePct, "arXiv 2505.03762"),
                new("IPC, C910 to CVA6", 2.195, TolerancePct, "arXiv 2505.24363, abstract"),
            ],
            _ =>
            {
                double cva6 = Run("cva6", "o2").MeanIpc(Embedded);
                double superscalar = Run("cva6s-plus", "o2").MeanIpc(Embedded) / cva6;
                return [superscalar, superscalar, Run("c910", "o2").MeanIpc(Embedded) / cva6];
            }),
        new(
            "short forward branches on BOOM",
            [
                new("CoreMark-like score with to without predication", 6.15 / 4.9, TolerancePct, "luffca.com/2022/04: 6.15 and 4.9 CoreMark/MHz",
                    Reason: "our predictor learns at once and data repeat, so there is less to be gained: with other data each time the ratio was 1.23"),
            ],
            _ => [Run("boom-mega-sfb", "o3")[Kernel.Mark].Ipc / Run("boom-mega", "o3")[Kernel.Mark].Ipc]),
    ];

    private static Study Score(string core, string recipe, double score, double instructions, string source, string reason = "") => new(
        string.Create(CultureInfo.InvariantCulture, $"{core}, CoreMark-like, {score} CoreMark/MHz"),
        [new("CPI", Million / (score * instructions), TolerancePct, source, Reason: reason)],
        _ => [Run(core, recipe)[Kernel.Mark].Cpi]);

    private static KernelRun Run(string core, string recipe)
    {
        PluginRegistry parts = Parts.Load();
        CoreConfiguration configuration = CoreCatalogue.Get(core, parts);
        return KernelRun.Of(configuration, parts, recipe);
    }
}
