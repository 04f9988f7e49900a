using System.Collections.Generic;
using Sim.Kernel.Plugins;

namespace Sim.CoreEmulator.Timing.Configuration;

/// <summary>Functional units of one kind.</summary>
public sealed record UnitConfiguration : IKeyRules
{
    /// <summary>What they do.</summary>
    [Key("operations", "Operations that they do.", Required = true)]
    public IReadOnlyList<OperationKind> Operations { get; init; } = [];

    /// <summary>How many there are.</summary>
    [Key("count", "How many there are.", Min = 1, Max = 16)]
    public int Count { get; init; } = 1;

    /// <summary>Cycles from operands to result.</summary>
    [Key("latency", "Cycles from operands to result. Of loads it is the cache's latency instead.", Min = 1, Max = 200)]
    public int Latency { get; init; } = 1;

    /// <summary>Cycles before it takes the next.</summary>
    [Key("interval", "Cycles before it takes the next instruction: 1 for a pipelined unit, its latency for one that is not.", Min = 1, Max = 200)]
    public int Interval { get; init; } = 1;

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Why)> Misfits()
    {
        if (Operations.Count == 0)
        {
            yield return ("operations", "empty; must name one operation at least");
        }
    }
}
