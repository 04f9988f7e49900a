using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Sim.Hosts.Cpu.Schedulers;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Quantities;

namespace Sim.Experiments.Validation.Scheduling;

/// <summary>How limits are kept: the share, and the bursts and gaps in which it comes (models.md A1, A2, A3, A6 and G8).</summary>
internal static class LimitStudies
{
    private const double SharePct = 1;
    private const double ExactPct = 0.01; // what rounding to a nanosecond may do

    /// <summary>All of them.</summary>
    public static IEnumerable<Study> All =>
    [
        .. CreditCaps.Select(cap => CreditCap(cap.Percent, cap.BurstMs, cap.GapMs)),
        Credit2Cap(10), Credit2Cap(40), Credit2Cap(75),
        .. Quotas(1, 0.4, tickMs: 0), .. Quotas(1, 0.3, tickMs: 0), .. Quotas(2, 0.4, tickMs: 0), .. Quotas(4, 0.4, tickMs: 0), .. Quotas(4, 1.6, tickMs: 0),
        .. Quotas(1, 0.4, tickMs: 4),
        RtdsAlone(),
        RtdsContended("without extra time", extra: false, 40),
        RtdsContended("with extra time", extra: true, 50),
    ];

    private static IEnumerable<(int Percent, double BurstMs, double GapMs)> CreditCaps =>
        [(5, 30, 570), (10, 30, 270), (20, 30, 120), (25, 30, 90), (40, 60, 90), (50, 60, 60), (75, 180, 60), (90, 540, 60), (95, 1140, 60)];

    private static Study CreditCap(int percent, double burstMs, double gapMs) => new(
        Name($"credit, cap {percent} %"),
        [
            new("CPU %", percent, SharePct, "models.md A1"),
            new("longest burst ms", burstMs, ExactPct, "models.md A1"),
            new("longest gap ms", gapMs, ExactPct, "models.md A1, G8"),
        ],
        _ => Cap(new Credit(new CreditOptions()), percent, warmupSeconds: 6));

    private static Study Credit2Cap(int percent) => new(
        Name($"credit2, cap {percent} %"),
        [
            new("CPU %", percent, SharePct, "models.md A2"),
            new("longest burst ms", percent / 10.0, ExactPct, "models.md A2"),
            new("longest gap ms", 10 - (percent / 10.0), ExactPct, "models.md A2, G8"),
        ],
        _ => Cap(new Credit2(new Credit2Options()), percent, warmupSeconds: 1));

    private static double[] Cap(IVcpuScheduler policy, int percent, int warmupSeconds)
    {
        Duration warmup = Duration.FromSeconds(warmupSeconds);
        Spells spells = new(0, warmup);
        Bench bench = new(policy, 1) { Observer = spells };
        bench.Hog(new VcpuClaim { Limit = percent / 100.0 });
        bench.Run(Duration.FromSeconds(60), warmup);
        return [bench.Cores(0) * 100, spells.LongestOnMs, spells.LongestOffMs];
    }

    private static IEnumerable<Study> Quotas(int vcpus, double limit, int tickMs) =>
    [
        Quota("cfs", tick => new Cfs(new CfsOptions { Tick = tick }), vcpus, limit, tickMs),
        Quota("eevdf", tick => new Eevdf(new EevdfOptions { Tick = tick }), vcpus, limit, tickMs),
    ];

    // With a tick a vCPU is stopped at the first tick that finds its quota used up, and owes what it overran.
    private static Study Quota(string policy, Func<Duration, IVcpuScheduler> make, int vcpus, double limit, int tickMs)
    {
        double stallMs = 100 - (100 * limit / vcpus);
        return new Study(
            Name($"{policy}, tick {tickMs} ms, quota {100 * limit} ms of 100 ms, a thread on each pCPU of {vcpus}"),
            [
                new("CPU %", 100 * limit, SharePct, "models.md A6"),
                new("longest stall ms", stallMs, tickMs > 0 ? 100 * tickMs / stallMs : ExactPct, "models.md A6, G8: P - q/k"),
            ],
            _ =>
            {
                Bench bench = new(make(Duration.FromMilliseconds(tickMs)), vcpus);
                bench.Hog(new VcpuClaim { Vcpus = vcpus, Limit = limit });
                bench.Run(Duration.FromSeconds(20), Duration.FromSeconds(1));
                return [bench.Cores(0) * 100, bench.LongestGapMs];
            });
    }

    private static Study RtdsAlone() => new(
        "rtds, 4 ms of 10 ms, alone without extra time",
        [new("CPU %", 40, ExactPct, "models.md A3"), new("longest gap ms", 6, ExactPct, "models.md G8: P - Q")],
        _ =>
        {
            Bench bench = new(new Rtds(new RtdsOptions { ExtraTime = false }), 1);
            bench.Hog();
            bench.Run(Duration.FromSeconds(20), Duration.FromSeconds(1));
            return [bench.Cores(0) * 100, bench.LongestGapMs];
        });

    private static Study RtdsContended(string name, bool extra, double percent) => new(
        $"rtds, four of 4 ms of 10 ms on 2 pCPUs, {name}",
        [
            new("least CPU of one %", percent, SharePct, "models.md A3"),
            new("most CPU of one %", percent, SharePct, "models.md A3"),
            new("longest gap ms at most", 12, 0, "models.md G8: 2 (P - Q)", IsBound: true),
        ],
        _ =>
        {
            Bench bench = new(new Rtds(new RtdsOptions { ExtraTime = extra }), 2);
            bench.Hogs(4);
            bench.Run(Duration.FromSeconds(20), Duration.FromSeconds(1));
            double[] cores = [.. Enumerable.Range(0, 4).Select(bench.Cores)];
            return [cores.Min() * 100, cores.Max() * 100, bench.LongestGapMs];
        });

    private static string Name(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
