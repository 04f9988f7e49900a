using Sim.Kernel.Plugins;

namespace Sim.CoreEmulator.Timing.Configuration;

/// <summary>What only an in-order core has.</summary>
public sealed record InOrderConfiguration
{
    /// <summary>Instructions issued a cycle.</summary>
    [Key("issue", "Instructions issued a cycle.", Min = 1, Max = 4)]
    public int Issue { get; init; } = 1;

    /// <summary>Instructions retired a cycle.</summary>
    [Key("retire", "Instructions that may retire a cycle.", Min = 1, Max = 8)]
    public int Retire { get; init; } = 2;

    /// <summary>Instructions between issue and retirement.</summary>
    [Key("scoreboard", "Instructions at most between issue and retirement: entries of the scoreboard.", Min = 1, Max = 64)]
    public int Scoreboard { get; init; } = 8;

    /// <summary>Stores that wait for the cache.</summary>
    [Key("storeBuffer", "Stores that may wait for the cache.", Min = 1, Max = 64)]
    public int StoreBuffer { get; init; } = 4;

    /// <summary>Cycles from issue to where branches are resolved.</summary>
    [Key("branchStage", "Cycles from issue to where branches are resolved.", Min = 1, Max = 10)]
    public int BranchStage { get; init; } = 1;

    /// <summary>Whether the cache serves other loads while one misses.</summary>
    [Key("hitUnderMiss", "Whether instructions that do not need it go on behind a load that misses.")]
    public bool HitUnderMiss { get; init; } = true;

    /// <summary>Extra cycles of loads of bytes and half-words.</summary>
    [Key("narrowLoad", "Cycles more that loads of bytes and half-words take.", Min = 0, Max = 4)]
    public int NarrowLoad { get; init; }

    /// <summary>Whether a late ALU lets arithmetic that waits for a load issue with it.</summary>
    [Key("lateUnits", "Whether arithmetic whose operands come from a load may issue early and compute late (SiFive U74).")]
    public bool LateUnits { get; init; }
}
