using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Sim.Hosts.Cpu.Schedulers;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Hosts.Guests.Programs;
using Sim.Kernel.Measures;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;

namespace Sim.Experiments.Validation.Scheduling;

/// <summary>What is known in closed form of how weights are kept, and of how far a policy may stray from them.</summary>
internal static class ShareStudies
{
    private const string StrideSource = "Waldspurger & Weihl 1995, 3; models.md A11";
    private const string LotterySource = "Waldspurger & Weihl 1994, 2.2; models.md A11";

    /// <summary>All of them.</summary>
    public static IEnumerable<Study> All =>
    [
        Pair(1), Pair(2), Pair(3), Pair(7), Pair(10),
        LotterySpread(0.5), LotterySpread(0.25), LotterySpread(0.1),
        .. Nices(0, 1), .. Nices(0, 5), .. Nices(-5, 0), .. Nices(0, 10), .. Nices(0, 19),
        Lag(tickMs: 0), Lag(tickMs: 4),
        Seven("credit", () => new Credit(new CreditOptions())),
        Seven("credit2", () => new Credit2(new Credit2Options())),
    ];

    private static Study Pair(int ratio) => new(
        Name($"stride, {ratio} : 1"),
        [new("largest error in 60 quanta, quanta at most", 1, 1e-6, StrideSource, IsBound: true)],
        _ =>
        {
            StrideOptions options = new();
            Bench bench = new(new Stride(options), 1);
            bench.Hog(new VcpuClaim { Shares = 100 * ratio });
            bench.Hog(new VcpuClaim { Shares = 100 });
            bench.Start();
            double worst = 0;
            for (int quanta = 1; quanta <= 60; quanta++)
            {
                bench.RunOn(options.Quantum);
                worst = Math.Max(worst, Math.Abs((bench.Cores(0) * quanta) - (quanta * ratio / (ratio + 1.0))));
            }

            return [worst];
        });

    // The spread of a sample's standard deviation is 1 / sqrt(2 (R - 1)) of it: three times that is the tolerance, as of the mean.
    private static Study LotterySpread(double chance)
    {
        const int replications = 400;
        const int draws = 1000;
        double spread = Math.Sqrt(draws * chance * (1 - chance));
        return new Study(
            Name($"lottery, {draws} draws with a chance of {chance}"),
            [
                new("wins", draws * chance, 300 * spread / Math.Sqrt(replications) / (draws * chance), LotterySource),
                new("standard deviation of wins", spread, 300 / Math.Sqrt(2 * (replications - 1)), LotterySource),
            ],
            options =>
            {
                Tally wins = new();
                for (int i = 0; i < replications; i++)
                {
                    LotteryOptions lottery = new() { Quantum = Duration.FromMilliseconds(10) };
                    Bench bench = new(new Lottery(lottery), 1, unchecked((options.Seed * replications) + i));
                    bench.Hog(new VcpuClaim { Shares = 1000 * chance });
                    bench.Hog(new VcpuClaim { Shares = 1000 * (1 - chance) });
                    bench.Run(lottery.Quantum * draws);
                    wins.Add(bench.Cores(0) * draws);
                }

                return [wins.Mean, wins.StandardDeviation];
            });
    }

    private static IEnumerable<Study> Nices(int first, int second) =>
        [Nice("cfs", () => new Cfs(new CfsOptions()), first, second), Nice("eevdf", () => new Eevdf(new EevdfOptions()), first, second)];

    private static Study Nice(string policy, Func<IVcpuScheduler> make, int first, int second)
    {
        double share = WeightOf(second) / (WeightOf(first) + WeightOf(second));
        return new Study(
            Name($"{policy}, nice {first} and {second}"),
            [new("CPU of the second %", share * 100, 1, "Linux sched_prio_to_weight; models.md A6, G6")],
            options =>
            {
                Bench bench = new(make(), 1);
                bench.Hog(new VcpuClaim { Nice = first });
                bench.Hog(new VcpuClaim { Nice = second });
                bench.Run(Duration.FromSeconds(options.Quick ? 120 : 600), Duration.FromSeconds(2));
                return [bench.Cores(1) * 100];
            });
    }

    // The entries of the kernel's table that are used here, from models.md A6 and not from the code that is tested.
    private static double WeightOf(int nice) => nice switch
    {
        -5 => 3121,
        0 => 1024,
        1 => 820,
        5 => 335,
        10 => 110,
        19 => 15,
        _ => throw new ArgumentOutOfRangeException(nameof(nice)),
    };

    private static Study Lag(int tickMs) => new(
        Name($"eevdf, tick {tickMs} ms, random slices, weights and sleeps"),
        [new("largest lag over longest slice and tick at most", 1, 1e-6, "Stoica & Abdel-Wahab 1995, theorem 1; models.md A7", IsBound: true)],
        options => [Enumerable.Range(0, options.Quick ? 4 : 16).Max(mix => LargestLag(options.Seed, mix, Duration.FromMilliseconds(tickMs)))]);

    private static double LargestLag(long seed, int mix, Duration tick)
    {
        RandomStream draw = new RandomStreams(seed)[Name($"lag/{mix}")];
        LagProbe probe = new(new Eevdf(new EevdfOptions { Tick = tick }));
        Bench bench = new(probe, 1);
        int vms = 2 + (int)draw.NextInt(6);
        double longest = 0;
        for (int vm = 0; vm < vms; vm++)
        {
            VcpuClaim claim = new() { Shares = 200 + draw.NextInt(2000), Slice = new Duration(100_000 + draw.NextInt(10_000_000)) };
            Duration period = new(1_000_000 + draw.NextInt(50_000_000));
            Duration work = new((long)(period.Nanoseconds * 0.5 * draw.NextDouble()) + 1000);
            bool hog = draw.NextBool(0.5);
            bench.Add(claim, () => hog ? new HogProgram() : new PeriodicProgram(work, period, Duration.Zero));
            longest = Math.Max(longest, claim.Slice.Value.Nanoseconds);
        }

        bench.Run(Duration.FromSeconds(10));
        return probe.Largest / (longest + tick.Nanoseconds);
    }

    private static Study Seven(string policy, Func<IVcpuScheduler> make) => new(
        $"{policy}, seven alike on 4 pCPUs",
        [
            new("least CPU of one %", 400 / 7.0, 1, "Zeng et al. 2015, text; models.md G1"),
            new("most CPU of one %", 400 / 7.0, 1, "Zeng et al. 2015, text; models.md G1"),
        ],
        _ =>
        {
            Bench bench = new(make(), 4);
            bench.Hogs(7);
            bench.Run(Duration.FromSeconds(60), Duration.FromSeconds(5));
            double[] cores = [.. Enumerable.Range(0, 7).Select(bench.Cores)];
            return [cores.Min() * 100, cores.Max() * 100];
        });

    private static string Name(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
