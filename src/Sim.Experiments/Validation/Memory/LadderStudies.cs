using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Sim.Hosts.Memory;
using Sim.Hosts.Memory.Guests;
using Sim.Hosts.Memory.Mechanisms;
using Sim.Hosts.Memory.Policies;
using Sim.Kernel.Quantities;

namespace Sim.Experiments.Validation.Memory;

/// <summary>When a host does what: minFree, and the order of balloon, swap and standing still on the way down and back.</summary>
internal static class LadderStudies
{
    private const double Mebibyte = MemoryBench.Mebibyte;
    private const double StepPct = 5; // a step's growth is a twentieth of the lowest threshold
    private const double Machine = 8192 * Mebibyte;
    private const double Growth = 0.4 * Mebibyte; // of each of ten VMs, in a second

    /// <summary>All of them.</summary>
    public static IEnumerable<Study> All => [MinFree(), Documented(), DownAndUp(), StandStill()];

    private static Study MinFree() => new(
        "minFree",
        [
            .. new (double Gibibytes, double Mebibytes)[] { (28, 901), (64, 1270), (100, 1638), (128, 1925), (256, 3236), (512, 5857) }
                .Select(row => new StudyMeasure(string.Create(CultureInfo.InvariantCulture, $"{row.Gibibytes} GB MB"), row.Mebibytes, 0.1, "models.md B2 [D]")),
        ],
        _ => [.. new double[] { 28, 64, 100, 128, 256, 512 }.Select(Of)]);

    private static Study Documented() => new(
        "minFree as documented",
        [new("28 GB MB", 899, 2, "VMware, as of models.md B2"), new("100 GB MB", 1619, 2, "VMware, as of models.md B2")],
        _ => [Of(28), Of(100)]);

    private static double Of(double gibibytes) => LadderOptions.MinFree(gibibytes * 1024 * Mebibyte) / Mebibyte;

    // Ten VMs grow faster than slow balloons and a slow swap give memory back, until the host swaps; then they want no more.
    private static Study DownAndUp() => new(
        "classic ladder, ten VMs grow",
        [
            new("free % when ballooning begins", 4, StepPct, "models.md B1, G9b"),
            new("free % when swapping begins", 2, StepPct, "models.md B1, G9b"),
            new("free % when swapping ends", 2.2, StepPct, "models.md B1, G9b; hysteresis of 10 % [M]"),
            new("free % when ballooning ends", 4.4, StepPct, "models.md B1, G9b; hysteresis of 10 % [M]"),
        ],
        _ => Follow(Host(806))); // no larger than they grow: a balloon takes free guest pages first, which free nothing

    // Memory wanted all at once leaves so much free; those above their targets stand still below 1 %, until it is 1.1 %.
    private static Study StandStill() => new(
        "classic ladder, ten VMs surge",
        [
            new("most free % at which they stand still", 1, StepPct, "models.md B1, G9b"),
            new("free % when all run again", 1.1, StepPct, "models.md B1, G9b; hysteresis of 10 % [M]"),
        ],
        _ =>
        {
            double most = Enumerable.Range(0, 101).Select(step => 1.5 - (0.01 * step)).First(freePct => Surge(freePct).Blocked);
            return [most, Surge(0.8).FreePct];
        });

    private static (bool Blocked, double FreePct) Surge(double freePct)
    {
        MemoryHost host = Host(1024);
        Use(host, 0.09 * Machine);
        host.Advance(1);
        Use(host, (1 - (freePct / 100)) * Machine / host.Vms.Count);
        host.Advance(1);
        bool blocked = false;
        double free = 0;
        for (int second = 0; second < 1000; second++)
        {
            host.Advance(1);
            if (Sum(host, vm => host.StallsOf(vm).Blocked) > 0)
            {
                blocked = true;
                free = 100 * host.Pages.Free / Machine;
            }
        }

        return (blocked, free);
    }

    private static MemoryHost Host(double mebibytes) => new MemoryBench
    {
        Machine = Machine,
        Vms = MemoryBench.Alike(10, mebibytes * Mebibyte, MemoryBench.Quiet),
        Policy = new EsxShares(new EsxSharesOptions()),
        Mechanisms = [new Balloon(new BalloonOptions { Rate = new Bytes(32 << 10) }), new Swap(new SwapOptions { Throughput = new Bytes(256 << 10) })],
        Ladder = new LadderOptions { Kind = LadderKind.Classic },
    }.Make();

    private static void Use(MemoryHost host, double used)
    {
        for (int vm = 0; vm < host.Vms.Count; vm++)
        {
            host.Use(vm, new GuestUse(Math.Min(used, host.Vms[vm].Size), 0, 0.01));
        }
    }

    private static double[] Follow(MemoryHost host)
    {
        double[] began = [double.NaN, double.NaN];
        double[] ended = [double.NaN, double.NaN];
        double[] last = new double[2];
        double used = 780 * Mebibyte;
        for (int second = 0; second < 3000; second++)
        {
            used += double.IsNaN(began[1]) ? Growth : 0;
            Use(host, used);
            host.Advance(1);
            double[] now = [Sum(host, vm => host.Pages.Of(vm).Ballooned), Sum(host, vm => host.MeasuresOf(vm).SwapOuts)];
            for (int kind = 0; kind < now.Length; kind++)
            {
                if (now[kind] > last[kind] + 1e-9)
                {
                    ended[kind] = 100 * host.Pages.Free / Machine;
                    began[kind] = double.IsNaN(began[kind]) ? ended[kind] : began[kind];
                }
            }

            last = now;
        }

        return [began[0], began[1], ended[1], ended[0]];
    }

    private static double Sum(MemoryHost host, Func<int, double> of) => Enumerable.Range(0, host.Vms.Count).Sum(of);
}
