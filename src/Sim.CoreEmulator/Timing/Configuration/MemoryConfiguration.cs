using System;
using System.Collections.Generic;
using System.Globalization;
using Sim.Kernel.Plugins;

namespace Sim.CoreEmulator.Timing.Configuration;

/// <summary>Caches, translation and memory.</summary>
public sealed record MemoryConfiguration : IKeyRules
{
    /// <summary>First-level cache of instructions.</summary>
    [Key("l1i", "First-level cache of instructions, one a core.")]
    public CacheConfiguration L1I { get; init; } = new();

    /// <summary>First-level cache of data.</summary>
    [Key("l1d", "First-level cache of data, one a core.")]
    public CacheConfiguration L1D { get; init; } = new();

    /// <summary>Second level; null for none.</summary>
    [Key("l2", "Second level, one a core. Left out: there is none.")]
    public CacheConfiguration? L2 { get; init; }

    /// <summary>Last level; null for none.</summary>
    [Key("llc", "Last level, shared by all cores. Left out: there is none.")]
    public CacheConfiguration? Llc { get; init; }

    /// <summary>What getting a line from another core's caches takes.</summary>
    [Key("remote", "Cycles from a miss to a line that another core's caches have, or to the right to write one that others had.", Min = 1, Max = 10000)]
    public int Remote { get; init; } = 60;

    /// <summary>Where page tables are read.</summary>
    [Key("walkLevel", "Cache through which the page-table walker reads: l1 or l2.")]
    public WalkLevel WalkLevel { get; init; } = WalkLevel.L1;

    /// <summary>TLBs and walker.</summary>
    [Key("translation", "TLBs and hardware walker.")]
    public TranslationConfiguration Translation { get; init; } = new();

    /// <summary>Main memory.</summary>
    [Key("dram", "Main memory.")]
    public DramConfiguration Dram { get; init; } = new();

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Why)> Misfits()
    {
        int line = Math.Max(L1I.Line, L1D.Line);
        foreach ((string key, CacheConfiguration? cache) in new[] { ("l2", L2), ("llc", Llc) })
        {
            if (cache is not null && cache.Line < line)
            {
                yield return (key, string.Create(CultureInfo.InvariantCulture, $"lines of {cache.Line} B given; must be {line} B or more, as those of the levels above"));
            }

            line = Math.Max(line, cache?.Line ?? 0);
        }
    }
}
