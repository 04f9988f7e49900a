using System.Collections.Generic;
using System.Globalization;
using System.Numerics;
using Sim.Kernel.Plugins;

namespace Sim.CoreEmulator.Timing.Configuration;

/// <summary>Branch prediction.</summary>
public sealed record BranchConfiguration : IKeyRules
{
    /// <summary>Foresees directions.</summary>
    [Key("direction", "Foresees the direction of conditional branches.", Names = "branch-predictors")]
    public IPartChoice Direction { get; init; } = new DefaultPart("tage");

    /// <summary>Entries of the branch target buffer.</summary>
    [Key("btb", "Branches whose target the branch target buffer holds; 0 for none.", Min = 0, Max = 65536)]
    public int Btb { get; init; } = 4096;

    /// <summary>Its ways.</summary>
    [Key("btbWays", "Its ways; as many as entries: fully associative.", Min = 1, Max = 64)]
    public int BtbWays { get; init; } = 4;

    /// <summary>Return addresses remembered.</summary>
    [Key("returns", "Return addresses that the return-address stack holds; 0 for none.", Min = 0, Max = 128)]
    public int Returns { get; init; } = 32;

    /// <summary>Entries of the predictor of indirect targets.</summary>
    [Key("indirect", "Entries of the predictor of indirect targets, chosen by the way there; 0: the branch target buffer's last target.", Min = 0, Max = 65536)]
    public int Indirect { get; init; } = 1024;

    /// <summary>Whether indirect targets are always right.</summary>
    [Key("perfectIndirect", "Whether targets of indirect jumps and returns are always foreseen rightly, as the CBP simulator has it.")]
    public bool PerfectIndirect { get; init; }

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Why)> Misfits()
    {
        if (Btb > 0 && (Btb % BtbWays != 0 || !BitOperations.IsPow2(Btb / BtbWays)))
        {
            yield return ("btb", string.Create(CultureInfo.InvariantCulture, $"{Btb} given; must be {BtbWays} ways times a power of 2"));
        }

        if (Indirect > 0 && !BitOperations.IsPow2(Indirect))
        {
            yield return ("indirect", string.Create(CultureInfo.InvariantCulture, $"{Indirect} given; must be a power of 2, or 0"));
        }
    }
}
