using System.Collections.Generic;
using Sim.Hosts.Memory.Guests;
using Sim.Hosts.Memory.Translation;

namespace Sim.Experiments.Validation.Memory;

/// <summary>What translating addresses twice costs (models.md B7).</summary>
internal static class TranslationStudies
{
    private const double Gibibyte = 1024 * MemoryBench.Mebibyte;
    private const double Heavy = 1e7; // page changes a second of a program that lives on the TLB's misses [M]

    /// <summary>All of them.</summary>
    public static IEnumerable<Study> All =>
    [
        new(
            "nested tables without caches",
            [
                new("loads of a walk, 4 and 4 levels", 24, 0, "models.md B7"),
                new("loads of a walk, 5 and 5 levels", 35, 0, "models.md B7"),
                new("loads of a native walk", 4, 0, "models.md B7"),
            ],
            _ => [Loads(4, TranslationMode.Nested), Loads(5, TranslationMode.Nested), Loads(4, TranslationMode.Native)]),
        new(
            "nested tables, TLB-heavy, 16 GiB",
            [
                new("4 KiB pages: slower by %, 5 to 20", 12.5, 60, "models.md B7 [M]"),
                new("2 MiB pages: slower by %, at most", 5, 0, "models.md B7 [M]", IsBound: true),
            ],
            _ => [SlowerPct(new TranslationOptions { LookupsPerSecond = Heavy }, 0), SlowerPct(new TranslationOptions { LookupsPerSecond = Heavy }, 1)]),
        new(
            "shadow against nested, MMU-intensive",
            [new("slower by %, at most", 48, 0, "VMware 2009, as of models.md B7 [V]; 200,000 table writes and 10,000 switches a second [M]", IsBound: true)],
            _ =>
            {
                TranslationOptions busy = new() { TableWritesPerSecond = 200_000, ContextSwitchesPerSecond = 10_000 };
                double nested = 100 + SlowerPct(busy, 0);
                return [((100 + SlowerPct(busy with { Mode = TranslationMode.Shadow }, 0)) / nested * 100) - 100];
            }),
    ];

    private static double Loads(int levels, TranslationMode mode) =>
        new TranslationModel(new TranslationOptions { GuestLevels = levels, HostLevels = levels, WalkCache = 0, NestedTlb = 0 }).WalkLoads(mode, isLarge: false);

    private static double SlowerPct(TranslationOptions options, double largePart) =>
        100 * (new TranslationModel(options).Slowdown(new GuestMemory(), 16 * Gibibyte, largePart) - 1);
}
