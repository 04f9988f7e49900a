using System.Collections.Generic;
using System.Globalization;
using System.Numerics;
using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.CoreEmulator.Timing.Configuration;

/// <summary>A cache.</summary>
public sealed record CacheConfiguration : IKeyRules
{
    /// <summary>Its size.</summary>
    [Key("size", "Its size; a power of 2 times its ways.", Min = 64, Max = 1e10, Example = "32 KiB")]
    public Bytes Size { get; init; } = new Bytes(32 << 10);

    /// <summary>Its ways.</summary>
    [Key("ways", "Its ways.", Min = 1, Max = 64)]
    public int Ways { get; init; } = 8;

    /// <summary>Bytes of a line.</summary>
    [Key("line", "Bytes of a line, a power of 2. Levels may differ.", Min = 8, Max = 256)]
    public int Line { get; init; } = 64;

    /// <summary>Cycles of a hit.</summary>
    [Key("latency", "Cycles of the core from an access to its data, on a hit; on a miss the next level's come on top of it.", Min = 1, Max = 1000)]
    public int Latency { get; init; } = 4;

    /// <summary>Accesses a cycle.</summary>
    [Key("ports", "Accesses that it begins a cycle.", Min = 1, Max = 16)]
    public int Ports { get; init; } = 2;

    /// <summary>Misses at once.</summary>
    [Key("mshrs", "Lines that may be missing at once (miss status holding registers).", Min = 1, Max = 256)]
    public int Mshrs { get; init; } = 8;

    /// <summary>Who gives way.</summary>
    [Key("replacement", "Which line of a set gives way.", Names = "cache-replacement")]
    public IPartChoice Replacement { get; init; } = new DefaultPart("lru");

    /// <summary>Who fetches ahead.</summary>
    [Key("prefetchers", "What fetches lines ahead; several may watch at once.", Names = "prefetchers")]
    public IReadOnlyList<IPartChoice> Prefetchers { get; init; } = [];

    /// <summary>What happens to writes.</summary>
    [Key("writeThrough", "Whether writes go on to the next level at once, and do not bring their line in.")]
    public bool WriteThrough { get; init; }

    /// <summary>What it shares with the levels above it.</summary>
    [Key("inclusion", "Of a level that others are above of: whether it holds what they hold, never does, or as it comes.")]
    public Inclusion Inclusion { get; init; } = Inclusion.NonInclusive;

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Why)> Misfits()
    {
        if (!BitOperations.IsPow2(Line))
        {
            yield return ("line", string.Create(CultureInfo.InvariantCulture, $"{Line} given; must be a power of 2"));
        }
        else if (Size.Count % ((long)Ways * Line) != 0 || !BitOperations.IsPow2(Size.Count / ((long)Ways * Line)))
        {
            yield return ("size", string.Create(CultureInfo.InvariantCulture, $"{Size} given; must be {Ways} ways times lines of {Line} B times a power of 2"));
        }
    }
}
