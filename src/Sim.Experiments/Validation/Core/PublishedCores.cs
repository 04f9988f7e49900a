using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using Sim.Experiments.Cores;
using Sim.Kernel.Plugins;

namespace Sim.Experiments.Validation.Core;

/// <summary>Cores of the catalogue against what is published of the real ones.</summary>
/// <remarks>
/// Scores are compared as cycles per instruction: CoreMark/MHz = 10^6 / (instructions of an iteration x CPI), with the instructions of CoreMark by the
/// recipe that the score is of (GCC 12.2; counted here and in cycle-level.md 2.3). Ours is not CoreMark but a program of the same work by the same recipe: on
/// eight cores of the catalogue its CPI differs from CoreMark's by 2 to 5 %.
/// </remarks>
internal static class PublishedCores
{
    private const double TolerancePct = 10;
    private const string SameSoc = "arXiv 2505.24363: CoreMark/MHz of three cores in one SoC (second-hand); recipe assumed";
    private const string CycleModel = "openhwgroup/cva6 perf-model (99.2 % of the RTL), run on CoreMark, -O2, loads of 3 cycles";
    private const double Million = 1e6;
    private const double PlainO2 = 354_129;
    private const double PlainO3 = 339_926;
    private const double PlainZbaZbb = 313_871;
    private const double CClassFlags = 333_057;
    private const double SifiveFlags = 296_120;

    // Several studies look at the same run.
    private static readonly ConcurrentDictionary<(string Core, string Recipe), Lazy<KernelRun>> Runs = new();

    // The integer kernels; what Embench-IoT has, by kind.
    private static readonly Kernel[] Embedded =
    [
        Kernel.Lists, Kernel.Matrices, Kernel.States, Kernel.Crc, Kernel.Filter, Kernel.Decode, Kernel.Matmul, Kernel.Net, Kernel.Cipher, Kernel.Sorting, Kernel.Search,
    ];

    /// <summary>All of them.</summary>
    public static IEnumerable<Study> All =>
    [
        Score("rocket", "o2", 2.2, PlainO2, "cycle-level.md 4.1: SonicBOOM CARRV'20, Chipyard recipe (second-hand)"),
        Score("c-class", "shakti", 2.84, CClassFlags, "c-class.readthedocs.io: 35,205,197 cycles for 100 iterations, flags published, GCC 9.2"),
        Score("cva6", "o2", 2.19, PlainO2, SameSoc),
        Compare("cva6", "o2", 1.2938, CycleModel),
        Score("cva6s-plus", "o2", 2.84, PlainO2, SameSoc),
        Compare("cva6s-plus", "o2", 0.9735, CycleModel + ", 2 issued and renamed"),
        Score("c910", "o2", 8517.2 / 1850, PlainO2, "Lichee Pi 4A, GCC 13.1 -O2: 8,517 at 1.85 GHz (RevyOS documentation)"),
        Score("c910", "o2", 4.86, PlainO2, SameSoc),
        Score("u74", "o2", 5044.3 / 1500, PlainO2, "VisionFive 2, GCC 12.2 -O2 rv64gc: 5,044 at 1.5 GHz (a test report on the B extension, 2024)"),
        Score("u74", "zb", 5493.4 / 1500, PlainZbaZbb, "the same, rv64gc_zba_zbb: 5,493"),
        Score("u74", "sifive", 4.9, SifiveFlags, "cycle-level.md 4.1 (second-hand); flags of SiFive's SDK, a signed ee_u32"),
        Score("boom-mega-sfb", "o3", 6.15, PlainO3, "luffca.com/2022/04; BOOM README 6.2; recipe assumed"),
        Score("boom-mega", "o3", 4.9, PlainO3, "luffca.com/2022/04; recipe assumed"),
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

    private static Study Score(string core, string recipe, double score, double instructions, string source) => new(
        string.Create(CultureInfo.InvariantCulture, $"{core}, CoreMark-like ({recipe}), {score:0.##} CoreMark/MHz"),
        [new("CPI", Million / (score * instructions), TolerancePct, source)],
        _ => [Run(core, recipe)[Kernel.Mark].Cpi]);

    private static Study Compare(string core, string recipe, double cpi, string source) => new(
        $"{core}, CoreMark-like ({recipe}), its own cycle model",
        [new("CPI", cpi, TolerancePct, source)],
        _ => [Run(core, recipe)[Kernel.Mark].Cpi]);

    private static KernelRun Run(string core, string recipe) => Runs.GetOrAdd((core, recipe), static run => new Lazy<KernelRun>(() =>
    {
        PluginRegistry parts = Parts.Load();
        return KernelRun.Of(CoreCatalogue.Get(run.Core, parts), parts, run.Recipe);
    })).Value;
}
