using System.Collections.Generic;
using System.Globalization;
using System.Numerics;
using Sim.Kernel.Plugins;

namespace Sim.CoreEmulator.Timing.Configuration;

/// <summary>TLBs and the hardware walker.</summary>
public sealed record TranslationConfiguration : IKeyRules
{
    /// <summary>Entries for instructions.</summary>
    [Key("instructions", "Pages that the first-level TLB of instructions holds, fully associative.", Min = 1, Max = 1024)]
    public int Instructions { get; init; } = 32;

    /// <summary>Entries for data.</summary>
    [Key("data", "Pages that the first-level TLB of data holds, fully associative.", Min = 1, Max = 1024)]
    public int Data { get; init; } = 32;

    /// <summary>Entries of the second level.</summary>
    [Key("second", "Pages that the second-level TLB holds, of instructions and data; 0 for none.", Min = 0, Max = 65536)]
    public int Second { get; init; } = 1024;

    /// <summary>Its ways.</summary>
    [Key("secondWays", "Its ways.", Min = 1, Max = 64)]
    public int SecondWays { get; init; } = 4;

    /// <summary>Its latency.</summary>
    [Key("secondLatency", "Cycles of a hit in the second level.", Min = 1, Max = 100)]
    public int SecondLatency { get; init; } = 7;

    /// <summary>Entries of the walk cache.</summary>
    [Key("walkCache", "Entries of page tables above the last level that the walker keeps, first stage; 0 for none.", Min = 0, Max = 1024)]
    public int WalkCache { get; init; } = 32;

    /// <summary>Entries of the walk cache of the second stage.</summary>
    [Key("guestWalkCache", "The same of the second stage (G-stage).", Min = 0, Max = 1024)]
    public int GuestWalkCache { get; init; } = 32;

    /// <summary>Entries of the nested TLB.</summary>
    [Key("nestedTlb", "Translations of guest physical pages that the walker keeps, so that entries of guest page tables are found at once (nested TLB); 0 for none.", Min = 0, Max = 1024)]
    public int NestedTlb { get; init; } = 16;

    /// <summary>Walks at once.</summary>
    [Key("walkers", "Walks at once.", Min = 1, Max = 16)]
    public int Walkers { get; init; } = 1;

    /// <summary>What a step of a walk takes besides memory.</summary>
    [Key("step", "Cycles that each step of a walk takes on top of reading the entry.", Min = 0, Max = 100)]
    public int Step { get; init; } = 1;

    /// <summary>Whether ASIDs and VMIDs are kept in entries.</summary>
    [Key("tagged", "Whether entries are tagged with ASID and VMID. If not, a change of address space drops them.")]
    public bool Tagged { get; init; } = true;

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Why)> Misfits()
    {
        if (Second > 0 && (Second % SecondWays != 0 || !BitOperations.IsPow2(Second / SecondWays)))
        {
            yield return ("second", string.Create(CultureInfo.InvariantCulture, $"{Second} given; must be {SecondWays} ways times a power of 2"));
        }
    }
}
