using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Sim.Hosts.Memory;
using Sim.Hosts.Memory.Guests;
using Sim.Hosts.Memory.Sharing;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;

namespace Sim.Experiments.Validation.Memory;

/// <summary>What transparent page sharing finds, and how fast it looks.</summary>
internal static class SharingStudies
{
    private const double Mebibyte = MemoryBench.Mebibyte;
    private const double Size = 40 * Mebibyte; // of each VM of the paper
    private const double Common = 0.6; // models.md G9c: 0.6 to 0.65
    private const double OfOne = 5.0 / 40; // what one VM saves by itself
    private const double Zero = 0.55 * OfOne;

    private static readonly int[] Crowds = [1, 2, 5, 10];

    /// <summary>All of them.</summary>
    public static IEnumerable<Study> All =>
    [
        .. Crowds.Select(Curve),
        Published(),
        Rate("one VM of 1 GB", 1, 1024, 48, 262_144),
        Rate("one VM of 16 GB, limited to 1024 pages/s", 1, 16 * 1024, 48, 1024 * 3600.0),
        Rate("four VMs of 2 GB on 0.5 GHz", 4, 2048, 0.5, 512 * 3600.0),
        RandomContents(),
    ];

    // One page of zeros stays for all, and one of each common page.
    private static Study Curve(int vms) => new(
        string.Create(CultureInfo.InvariantCulture, $"sharing curve, {vms} identical VMs"),
        [new("reclaimed % of their memory", 100 * ((Common * (vms - 1) / vms) + Zero), 1, "models.md G9c [D]: c (n - 1) / n + zero, c = 0.6, zero = 0.069")],
        _ => [100 * Shared(vms).Saved]);

    private static Study Published() => new(
        "sharing as published",
        [
            new("ten VMs: shared % of their memory", 67, 2, "Waldspurger, OSDI 2002, figure 4, as of models.md B1; c and zero are set by it, without twins"),
            new("ten VMs: not reclaimed %, at most", 40, 0, "Waldspurger, OSDI 2002, as of models.md B1: 60 % and more reclaimed", IsBound: true),
            new("one VM: saved MB", 5, 10, "Waldspurger, OSDI 2002, as of models.md B1; calibrated: 55 % of it zero pages, as published, the rest given as twins"),
            new("one VM: of that, zero pages %", 55, 10, "Waldspurger, OSDI 2002, as of models.md B1; calibrated in the same way"),
        ],
        _ =>
        [
            100 * Shared(10).Shared,
            100 * (1 - Shared(10).Saved),
            Shared(1, Twins).Saved * 40,
            100 * Shared(1).Saved / Shared(1, Twins).Saved,
        ]);

    // A twin saves one page of two.
    private static double Twins => 2 * (OfOne - Zero);

    private static (double Shared, double Saved) Shared(int vms, double twins = 0)
    {
        GuestMemory guest = MemoryBench.Quiet with { Zero = Zero, Duplicates = twins, Shared = [new SharedContent { Content = "linux-7.2", Fraction = Common }] };
        MemoryHost host = new MemoryBench
        {
            Machine = 2 * vms * Size,
            Vms = MemoryBench.Alike(vms, Size, guest),
            Mechanisms = [new TransparentPageSharing(new TransparentPageSharingOptions { Salting = false, ScanTime = Duration.FromMinutes(1) })],
        }.MakeFull();
        for (int minute = 0; minute < 30; minute++)
        {
            host.Advance(60);
        }

        double all = vms * Size;
        return (Enumerable.Range(0, vms).Sum(vm => host.Pages.Of(vm).Shared) / all, 1 - ((host.Pages.Machine - host.Pages.Free) / all));
    }

    private static Study Rate(string name, int vms, double mebibytes, double ghz, double pages) => new(
        $"page sharing, scan in an hour: {name}",
        [new("pages", pages, 0.1, "models.md B1, G9d: a pass in 60 min, 4 MB/s per GHz, 1024 pages/s per VM [M]")],
        _ =>
        {
            TransparentPageSharing sharing = new(new TransparentPageSharingOptions { Ghz = ghz });
            MemoryHost host = new MemoryBench
            {
                Machine = 2 * vms * mebibytes * Mebibyte,
                Vms = MemoryBench.Alike(vms, mebibytes * Mebibyte, MemoryBench.Quiet),
                Mechanisms = [sharing],
            }.MakeFull();
            for (int minute = 0; minute < 60; minute++)
            {
                host.Advance(60);
            }

            return [sharing.PagesScanned];
        });

    // Each of 1000 VMs has one page, whose content is any of 500: so many are saved as there are pages less distinct ones.
    private static Study RandomContents()
    {
        const int pages = 1000;
        const int contents = 500;
        double saved = pages - (contents * (1 - System.Math.Pow(1 - (1.0 / contents), pages)));
        return new Study(
            "1000 pages of 500 random contents, page-exact",
            [new("saved pages", saved, 1.5, "closed form: N - K (1 - (1 - 1/K)^N); 10 draws, each with a deviation of 1.4 %")],
            options => [Enumerable.Range(0, 10).Average(draw => SavedOf(pages, contents, new RandomStreams(options.Seed)[string.Create(CultureInfo.InvariantCulture, $"contents/{draw}")]))]);
    }

    private static double SavedOf(int pages, int contents, RandomStream draw)
    {
        Ksm ksm = new(new KsmOptions { PagesToScan = pages, SmartScan = false, MostSharers = pages });
        MemoryHost host = new MemoryBench
        {
            Machine = 2 * pages,
            Vms =
            [
                .. MemoryBench.Alike(pages, 1, MemoryBench.Quiet).Select(vm => vm with
                {
                    Guest = vm.Guest with { Shared = [new SharedContent { Content = string.Create(CultureInfo.InvariantCulture, $"{draw.NextInt(contents)}"), Fraction = 1 }] },
                }),
            ],
            Mechanisms = [ksm],
            IsExact = true,
        }.MakeFull();
        while (ksm.FullScans < 4)
        {
            host.Advance(0.02);
        }

        return pages - (host.Pages.Machine - host.Pages.Free);
    }
}
