using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Sim.Hosts.Memory;
using Sim.Hosts.Memory.Guests;
using Sim.Hosts.Memory.Mechanisms;
using Sim.Hosts.Memory.Policies;

namespace Sim.Experiments.Validation.Memory;

/// <summary>Page stores against theory and against each other: LRU under a Zipf stream, and exact against statistical pages.</summary>
internal static class FidelityStudies
{
    private const double Exponent = 0.8;
    private const int Pages = 4000;

    private const string Compressing =
        "cause not isolated: a cache as large as the VM, which evicts nothing, leaves it as it is; the exact store draws at each try whether a page compresses, the other takes that as the page's for good";

    private const string Forgotten =
        "cause not isolated: the exact store exchanges more pages when memory runs out; with all of it working set and no heat (tried once, 2026-11-27) it reads five times as many";

    private static readonly double[] Residents = [0.25, 0.5, 0.75];

    /// <summary>All of them.</summary>
    public static IEnumerable<Study> All =>
    [
        .. Residents.SelectMany(resident => new[] { Lru(resident, exact: true), Lru(resident, exact: false) }),
        Stores(compresses: false),
        Stores(compresses: true),
    ];

    private static Study Lru(double resident, bool exact) => new(
        string.Create(CultureInfo.InvariantCulture, $"LRU, Zipf {Exponent:F1} over {Pages} pages, {100 * resident:F0} % fit, {(exact ? "exact" : "statistical")}"),
        [new("misses % of accesses", 100 * Che(resident * Pages), 5, "H. Che et al., IEEE JSAC 20(7), 2002, page by page")],
        options =>
        {
            MemoryHost host = new MemoryBench
            {
                Machine = 2 * Pages,
                Vms = MemoryBench.Alike(1, Pages, MemoryBench.Quiet with { Shape = MissCurveShape.Zipf, Skew = Exponent, Active = 1, Used = 1 }),
                IsExact = exact,
                Seed = options.Seed,
            }.Make();
            host.Use(0, new GuestUse(Pages, Pages, 1));
            host.Advance(1);
            host.Pages.Inflate(0, (1 - resident) * Pages);
            host.Advance(10);
            host.ClearMeasures();
            int seconds = options.Quick ? 20 : 100;
            for (int second = 0; second < seconds; second++)
            {
                host.Advance(1);
            }

            return [100 * host.MeasuresOf(0).Faults.GuestSwapIn / (seconds * host.Vms[0].Guest.AccessesPerSecond)];
        });

    // Chance to miss when so many pages fit: a page of popularity p is away with exp(-p t), t such that the others fill the room.
    private static double Che(double room)
    {
        double[] weights = [.. Enumerable.Range(1, Pages).Select(rank => Math.Pow(rank, -Exponent))];
        double sum = weights.Sum();
        (double low, double high) = (0, 1e9);
        for (int step = 0; step < 200; step++)
        {
            double middle = (low + high) / 2;
            double filled = weights.Sum(weight => 1 - Math.Exp(-weight / sum * middle));
            (low, high) = filled < room ? (middle, high) : (low, middle);
        }

        return weights.Sum(weight => weight / sum * Math.Exp(-weight / sum * low));
    }

    private static Study Stores(bool compresses) => new(
        $"statistical pages against exact ones, eight VMs on 0.7 of their memory, balloon{(compresses ? ", compression" : "")} and swap",
        [
            Row("machine pages held"),
            Row("ballooned pages"),
            .. compresses ? [Row("compressed pages", Compressing)] : Array.Empty<StudyMeasure>(),
            Row("swapped pages", compresses ? Compressing : ""),
            Row("pages read from swap", compresses ? "" : Forgotten),
            Row("work done"),
        ],
        options =>
        {
            double[] exact = Overcommitted(isExact: true, compresses, options);
            double[] statistical = Overcommitted(isExact: false, compresses, options);
            return [.. statistical.Select((value, i) => 100 * value / exact[i])];
        });

    private static StudyMeasure Row(string name, string reason = "") => new(name + ", % of exact", 100, 3, "the same scenario, page by page", Reason: reason);

    // Sums over ten minutes; what guests use swells and shrinks, each at a time of its own.
    private static double[] Overcommitted(bool isExact, bool compresses, ValidationOptions options)
    {
        const int vms = 8;
        const double size = 4096;
        const int steps = 60;
        Balloon balloon = new(new BalloonOptions { Ceiling = 0.2 });
        Swap swap = new(new SwapOptions());
        MemoryHost host = new MemoryBench
        {
            Machine = 0.7 * vms * size,
            Vms = MemoryBench.Alike(vms, size, new GuestMemory()),
            Policy = new EsxShares(new EsxSharesOptions()),
            Mechanisms = compresses ? [balloon, new Compression(new CompressionOptions()), swap] : [balloon, swap],
            Ladder = new LadderOptions { Kind = LadderKind.Classic },
            Costs = new MemoryCosts(),
            IsExact = isExact,
            Seed = options.Seed,
        }.Make();
        double[] sums = new double[4];
        for (int step = 0; step < steps; step++)
        {
            for (int vm = 0; vm < vms; vm++)
            {
                double used = size * (0.8 + (0.15 * Math.Sin((0.1 * step) + vm)));
                host.Use(vm, new GuestUse(Math.Floor(used), Math.Floor(0.3 * used), 2));
            }

            host.Advance(10);
            sums[0] += Sum(host, vm => host.Pages.Of(vm).Consumed);
            sums[1] += Sum(host, vm => host.Pages.Of(vm).Ballooned);
            sums[2] += Sum(host, vm => host.Pages.Of(vm).Compressed);
            sums[3] += Sum(host, vm => host.Pages.Of(vm).Swapped);
        }

        return
        [
            sums[0], sums[1], .. compresses ? [sums[2]] : Array.Empty<double>(), sums[3],
            Sum(host, vm => host.MeasuresOf(vm).Faults.SwapIn), Sum(host, vm => host.MeasuresOf(vm).DoneSeconds),
        ];
    }

    private static double Sum(MemoryHost host, Func<int, double> of) => Enumerable.Range(0, host.Vms.Count).Sum(of);
}
