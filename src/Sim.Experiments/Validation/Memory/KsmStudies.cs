using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Sim.Hosts.Memory;
using Sim.Hosts.Memory.Guests;
using Sim.Hosts.Memory.Sharing;
using Sim.Kernel.Quantities;

namespace Sim.Experiments.Validation.Memory;

/// <summary>Linux KSM: how fast it scans, when it merges, what stays (models.md B3, G10).</summary>
internal static class KsmStudies
{
    private const double Mebibyte = MemoryBench.Mebibyte;

    private static readonly int[] EqualPages = [2, 255, 256, 257, 1000];

    /// <summary>All of them.</summary>
    public static IEnumerable<Study> All =>
    [
        Ceiling(),
        Pair(),
        .. EqualPages.Select(Copies),
        Mix(),
        SmartScan(),
    ];

    private static GuestMemory Equal => MemoryBench.Quiet with { Zero = 1 };

    private static Study Ceiling() => new(
        "ksm, defaults, scanning itself free",
        [
            new("MiB/s", 19.53, 0.1, "models.md B3, G10 [D]: 100 pages in 20 ms"),
            new("pass of 1 GiB min", 0.874, 0.5, "models.md B3 [D]: 0.9 min"),
        ],
        _ =>
        {
            Ksm ksm = new(new KsmOptions { SmartScan = false });
            MemoryHost host = Scanned(2 * 1024 * Mebibyte, MemoryBench.Alike(1, 1024 * Mebibyte, MemoryBench.Quiet), ksm);
            for (int second = 0; second < 100; second++)
            {
                host.Advance(1);
            }

            return [ksm.PagesScanned / 100 / Mebibyte, ksm.LastPassSeconds / 60];
        });

    private static Study Pair() => new(
        "ksm, 50 pairs of like pages",
        [new("pass in which they are merged", 2, 0, "models.md B3: at least two full passes"), new("pages saved", 50, 0, "models.md B3")],
        _ =>
        {
            Ksm ksm = new(new KsmOptions());
            MemoryHost host = Scanned(1000, MemoryBench.Alike(2, 50, MemoryBench.Quiet with { Shared = [new SharedContent { Content = "image", Fraction = 1 }] }), ksm);
            double pass = 0;
            while (ksm.FullScans < 4)
            {
                host.Advance(0.02);
                pass = pass <= 0 && ksm.PagesSharing > 0 ? ksm.FullScans + 1 : pass;
            }

            return [pass, ksm.PagesSharing];
        });

    private static Study Copies(int copies) => new(
        string.Create(CultureInfo.InvariantCulture, $"ksm, {copies} equal pages, max_page_sharing 256"),
        [new("pages saved", copies - Math.Ceiling(copies / 256.0), 0, "models.md G10: N - ceil(N / 256)")],
        _ =>
        {
            Ksm ksm = new(new KsmOptions { PagesToScan = copies });
            MemoryHost host = Scanned(5000, MemoryBench.Alike(1, copies, Equal), ksm);
            AdvancePasses(host, ksm, 4);
            return [ksm.PagesSharing];
        });

    private static Study Mix() => new(
        "ksm, 20,000 pages: 5,000 equal, 5,000 in 50 groups",
        [
            new("pages_shared", 70, 0, "measured with Linux' KSM (issue 5)"),
            new("pages_sharing", 9930, 0, "measured with Linux' KSM (issue 5)"),
            new("pages_unshared", 10_000, 0, "measured with Linux' KSM (issue 5)"),
        ],
        _ =>
        {
            GuestMemory group = MemoryBench.Quiet with { Shared = [new SharedContent { Content = "groups", Fraction = 1 }] };
            Ksm ksm = new(new KsmOptions { PagesToScan = 1000, Sleep = Duration.FromMilliseconds(1) });
            MemoryHost host = Scanned(
                30_000,
                [.. MemoryBench.Alike(1, 5000, Equal), .. MemoryBench.Alike(100, 50, group), .. MemoryBench.Alike(1, 10_000, MemoryBench.Quiet)],
                ksm);
            while (ksm.FullScans < 2)
            {
                host.Advance(0.001);
            }

            return [ksm.PagesShared, ksm.PagesSharing, ksm.PagesUnshared];
        });

    private static Study SmartScan() => new(
        "ksm, smart scan, 900 pages like no other",
        [new("part of them scanned in a pass", 1 / 9.0, 1, "models.md G10: once in nine passes")],
        _ =>
        {
            Ksm ksm = new(new KsmOptions());
            MemoryHost host = Scanned(2000, MemoryBench.Alike(1, 900, MemoryBench.Quiet), ksm);
            AdvancePasses(host, ksm, 60);
            double before = ksm.PagesScanned;
            AdvancePasses(host, ksm, 60 + 90);
            return [(ksm.PagesScanned - before) / (90 * 900)];
        });

    private static MemoryHost Scanned(double machine, IReadOnlyList<MemoryClaim> vms, Ksm ksm) => new MemoryBench
    {
        Machine = machine,
        Vms = [.. vms.Select((vm, i) => vm with { Name = string.Create(CultureInfo.InvariantCulture, $"vm-{i}") })],
        Mechanisms = [ksm],
        IsExact = true,
    }.MakeFull();

    private static void AdvancePasses(MemoryHost host, Ksm ksm, long passes)
    {
        while (ksm.FullScans < passes)
        {
            host.Advance(0.02);
        }
    }
}
