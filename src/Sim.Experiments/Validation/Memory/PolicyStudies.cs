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

/// <summary>Who gets how much: the idle-memory tax, sampled working sets, Dynamic Memory.</summary>
internal static class PolicyStudies
{
    private const double Mebibyte = MemoryBench.Mebibyte;
    private const double Total = 360; // MiB

    /// <summary>All of them.</summary>
    public static IEnumerable<Study> All =>
    [
        IdleTax(0.75, 400, 10_000, 1, 286, 74),
        IdleTax(0.75, 256, 10_000, 1, 256, 104),
        IdleTax(0, 400, 10_000, 1, 180, 180),
        IdleTax(0.75, 256, 100, 3, 256, 104),
        Noise(0.05), Noise(0.3), Noise(0.5),
        Dynamic(),
    ];

    // The busy VM touches all of its memory in each period, the other a twentieth; what is over a VM's due is swapped out.
    private static Study IdleTax(double tax, double size, int samples, double tolerancePct, double busy, double idle) => new(
        string.Create(CultureInfo.InvariantCulture, $"idle tax {tax:F2}, two VMs of {size} MB share {Total} MB, {samples} samples"),
        [
            new("busy VM MB", busy, tolerancePct, "models.md G9a [D]"),
            new("idle VM MB", idle, tolerancePct, "models.md G9a [D]"),
        ],
        options =>
        {
            MemoryHost host = new MemoryBench
            {
                Machine = Total * Mebibyte,
                Vms = MemoryBench.Alike(2, size * Mebibyte, MemoryBench.Quiet with { AccessesPerSecond = 1e7 }),
                Policy = new EsxShares(new EsxSharesOptions { IdleTax = tax, Samples = samples }),
                Mechanisms = [new Swap(new SwapOptions { Throughput = Bytes.FromGibibytes(1024) })],
                Ladder = new LadderOptions { Kind = LadderKind.Custom, Hard = 1e-5 },
                Seed = options.Seed,
            }.Make();
            host.Use(0, new GuestUse(size * Mebibyte, size * Mebibyte, 60));
            host.Use(1, new GuestUse(size * Mebibyte, 0.05 * size * Mebibyte, 60));
            for (int minute = 0; minute < 30; minute++)
            {
                host.Advance(60);
            }

            return [host.Pages.Of(0).Consumed / Mebibyte, host.Pages.Of(1).Consumed / Mebibyte];
        });

    // Of 5000 estimates the deviation has itself a relative deviation of 1 %.
    private static Study Noise(double active) => new(
        string.Create(CultureInfo.InvariantCulture, $"sampled working set, active part {active:F2}, 100 samples"),
        [
            new("mean of the estimates", active, 1, "models.md B1"),
            new("standard deviation", Math.Sqrt(active * (1 - active) / 100), 4, "models.md B1: sqrt(f (1 - f) / 100) [D]"),
        ],
        options =>
        {
            const double size = 10_000;
            MemoryHost host = new MemoryBench
            {
                Machine = 2 * size,
                Vms = MemoryBench.Alike(1, size, MemoryBench.Quiet with { AccessesPerSecond = 1e9 }),
                Seed = options.Seed,
            }.Make();
            host.Use(0, new GuestUse(size, active * size, 60));
            host.Advance(60);
            EsxSharesOptions one = new() { Slow = 1, Fast = 1 }; // each period by itself
            WorkingSetSampler sampler = new(host, one);
            double[] found = new double[5000];
            for (int period = 0; period < found.Length; period++)
            {
                sampler.Advance(60);
                found[period] = sampler.Active(0);
            }

            double mean = found.Average();
            return [mean, Math.Sqrt(found.Sum(value => (value - mean) * (value - mean)) / (found.Length - 1))];
        });

    private static Study Dynamic() => new(
        "Dynamic Memory, demand 1000 MB, buffer 20 %",
        [new("memory of the VM MB", 1200, 0.01, "models.md B4 (Microsoft)")],
        _ =>
        {
            MemoryHost host = new MemoryBench
            {
                Machine = 8192 * Mebibyte,
                Vms = [.. MemoryBench.Alike(1, 4096 * Mebibyte, MemoryBench.Quiet).Select(vm => vm with { Startup = 512 * Mebibyte, Minimum = 512 * Mebibyte })],
                Policy = new DynamicMemory(new DynamicMemoryOptions()),
                Mechanisms = [new DynamicMemoryBalloon(new DynamicMemoryBalloonOptions())],
            }.Make();
            host.Use(0, new GuestUse(1000 * Mebibyte, 0, 0));
            for (int second = 0; second < 300; second += 5)
            {
                host.Advance(5);
            }

            return [(host.Pages.Of(0).Size - host.Pages.Of(0).Ballooned) / Mebibyte];
        });
}
