using System.Collections.Generic;
using System.Globalization;
using System.Numerics;
using Sim.Kernel.Plugins;

namespace Sim.CoreEmulator.Timing.Configuration;

/// <summary>Fetching and decoding.</summary>
public sealed record FrontEndConfiguration : IKeyRules
{
    /// <summary>Instructions fetched a cycle.</summary>
    [Key("width", "Instructions fetched and decoded a cycle.", Min = 1, Max = 16)]
    public int Width { get; init; } = 4;

    /// <summary>Bytes fetched a cycle, from one aligned block of so many.</summary>
    [Key("bytes", "Bytes fetched a cycle, from one aligned block of so many.", Min = 4, Max = 64)]
    public int Bytes { get; init; } = 16;

    /// <summary>Cycles from fetch to decode, an instruction-cache hit included.</summary>
    [Key("fetchStages", "Cycles from asking for an instruction to its decoding, when the instruction cache has it.", Min = 1, Max = 20)]
    public int FetchStages { get; init; } = 3;

    /// <summary>Cycles from decode to the window, or to the issue stage.</summary>
    [Key("decodeStages", "Cycles from decoding to entering the window (or the issue stage of an in-order core).", Min = 1, Max = 20)]
    public int DecodeStages { get; init; } = 2;

    /// <summary>Instructions that wait between fetch and decode.</summary>
    [Key("queue", "Instructions that may wait between fetching and decoding.", Min = 1, Max = 256)]
    public int Queue { get; init; } = 16;

    /// <summary>Cycles without fetching behind a taken branch that was foreseen.</summary>
    [Key("takenBubble", "Cycles without fetching behind a taken branch that the BTB foresaw.", Min = 0, Max = 10)]
    public int TakenBubble { get; init; }

    /// <summary>Cycles lost when a taken branch is first seen at decode.</summary>
    [Key("decodeRedirect", "Cycles without fetching when a jump's target is first known at decode.", Min = 0, Max = 30)]
    public int DecodeRedirect { get; init; } = 3;

    /// <summary>Cycles from a branch's execution to fetching anew.</summary>
    [Key("executeRedirect", "Cycles from the execution of a branch that was foreseen wrongly to fetching the right way; the stages up to execution come on top.", Min = 0, Max = 40)]
    public int ExecuteRedirect { get; init; } = 1;

    /// <summary>Whether branches over few instructions become predicates.</summary>
    [Key("shortForwardBranches", "Instructions at most that a forward branch may jump over to be done as predication, never mispredicted; 0 switches it off.", Min = 0, Max = 16)]
    public int ShortForwardBranches { get; init; }

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Why)> Misfits()
    {
        if (!BitOperations.IsPow2(Bytes))
        {
            yield return ("bytes", string.Create(CultureInfo.InvariantCulture, $"{Bytes} given; must be a power of 2"));
        }
    }
}
