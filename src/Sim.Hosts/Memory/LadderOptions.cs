using System;
using System.Collections.Generic;
using Sim.Hosts.Memory.Pages;
using Sim.Kernel.Plugins;

namespace Sim.Hosts.Memory;

/// <summary>The thresholds of a host's <see cref="MemoryLadder"/>.</summary>
/// <remarks>models.md B1, B2; Waldspurger, OSDI 2002, section 6.3; Linux, mm/page_alloc.c.</remarks>
public sealed record LadderOptions
{
    private const double GibibytePages = PageSizes.PerMebibyte * 1024.0;
    private const double KibibytesPerPage = PageSizes.Small / 1024.0;

    /// <summary>Where the thresholds come from.</summary>
    [Key("kind", "Where the thresholds come from: 'sliding' (ESXi), 'classic' (ESX Server 2002), 'linux' (watermarks), or 'custom'.")]
    public LadderKind Kind { get; init; } = LadderKind.Sliding;

    /// <summary>Below it large pages are broken.</summary>
    [Key("clear", "Free memory below which large pages are broken: a part of minFree under 'sliding', else of the memory. Left out: the kind's.", Min = 0, Max = 1)]
    public double? Clear { get; init; }

    /// <summary>Below it balloons are used.</summary>
    [Key("soft", "Free memory below which balloons are used, counted likewise. Left out: the kind's.", Min = 0, Max = 1)]
    public double? Soft { get; init; }

    /// <summary>Below it the host compresses and swaps.</summary>
    [Key("hard", "Free memory below which the host compresses and swaps, counted likewise. Left out: the kind's.", Min = 0, Max = 1)]
    public double? Hard { get; init; }

    /// <summary>Below it VMs above their targets stand still.</summary>
    [Key("low", "Free memory below which VMs above their targets stand still, counted likewise. Left out: the kind's.", Min = 0, Max = 1)]
    public double? Low { get; init; }

    /// <summary>How far above its threshold a state is left: [M], no product says. Linux has its high watermark for it.</summary>
    [Key("hysteresis", "How far free memory must rise above a threshold to leave its state, as a part of it; Linux has its high watermark instead.", Min = 0, Max = 10)]
    public double Hysteresis { get; init; } = 0.1;

    /// <summary>ESXi's minFree, in pages: 6 % of the first 4 GiB, 4 % up to 12 GiB, 2 % up to 28 GiB, 1 % beyond.</summary>
    /// <param name="installed">The host's memory in pages.</param>
    public static double MinFree(double installed)
    {
        double Of(double from, double to) => Math.Clamp(installed - (from * GibibytePages), 0, (to - from) * GibibytePages);
        return (0.06 * Of(0, 4)) + (0.04 * Of(4, 12)) + (0.02 * Of(12, 28)) + (0.01 * Of(28, double.PositiveInfinity));
    }

    /// <summary>The ladder of a host.</summary>
    /// <param name="installed">The host's memory in pages, with what the hypervisor keeps for itself: of it the products take their percentages.</param>
    public MemoryLadder Make(double installed)
    {
        if (Kind == LadderKind.Linux)
        {
            (double low, double high) = Watermarks(installed);
            return new MemoryLadder([0, 0, low, 0], (high / low) - 1);
        }

        double unit = Kind == LadderKind.Sliding ? MinFree(installed) : installed;
        double[] parts = Parts();
        return new MemoryLadder([unit * parts[0], unit * parts[1], unit * parts[2], unit * parts[3]], Hysteresis);
    }

    /// <summary>What is wrong with it, by key: a state must be entered below the thresholds of those before it.</summary>
    /// <returns>Key, value and rule of each fault; nothing where all is well.</returns>
    public IEnumerable<(string Key, double Value, string Rule)> Faults()
    {
        if (Kind == LadderKind.Linux)
        {
            yield break; // its thresholds are not the user's
        }

        string[] keys = ["clear", "soft", "hard", "low"];
        double[] parts = Parts();
        int above = -1; // the last state in use
        for (int i = 0; i < parts.Length; i++)
        {
            if (parts[i] <= 0)
            {
                continue;
            }

            if (above >= 0 && parts[i] >= parts[above])
            {
                yield return (keys[i], parts[i], $"must be below '{keys[above]}', the state before it");
            }

            above = i;
        }
    }

    // min_free_kbytes = 4 sqrt(KiB of memory), 128 KiB to 256 MiB; the watermarks are a quarter of it apart, at least 0.1 % of
    // the memory (watermark_scale_factor 10): mm/page_alloc.c, calculate_min_free_kbytes and __setup_per_zone_wmarks.
    private static (double Low, double High) Watermarks(double installed)
    {
        double minimum = Math.Clamp(4 * Math.Sqrt(installed * KibibytesPerPage), 128, 262_144) / KibibytesPerPage;
        double apart = Math.Max(minimum / 4, installed / 1000);
        return (minimum + apart, minimum + (2 * apart));
    }

    private double[] Parts()
    {
        double[] usual = Kind switch
        {
            LadderKind.Sliding => [1, 0.64, 0.32, 0.16],
            LadderKind.Classic => [0, 0.04, 0.02, 0.01],
            _ => [0, 0, 0, 0],
        };
        return [Clear ?? usual[0], Soft ?? usual[1], Hard ?? usual[2], Low ?? usual[3]];
    }
}
