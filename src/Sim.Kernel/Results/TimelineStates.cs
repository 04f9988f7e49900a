using System;
using System.Collections.Generic;

namespace Sim.Kernel.Results;

/// <summary>The words for states in tables, charts and files.</summary>
public static class TimelineStates
{
    private static readonly string[] Words = ["run", "ready", "costop", "capped", "blocked", "swapwait"];

    /// <summary>All states in the order of their numbers.</summary>
    public static IReadOnlyList<string> All => Words;

    /// <summary>The word for a state.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is no state.</exception>
    public static string Word(TimelineState state) =>
        (int)state < Words.Length ? Words[(int)state] : throw new ArgumentOutOfRangeException(nameof(state), state, "no such state");
}
