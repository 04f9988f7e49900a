namespace Sim.Scenarios;

/// <summary>Which VM type each series of a trace gets.</summary>
public enum Assignment
{
    /// <summary>As many equal runs of series as there are types: the first run gets the first type.</summary>
    Blocks,

    /// <summary>The types in turn, over and over.</summary>
    Cycle,

    /// <summary>As <see cref="Blocks"/>, then shuffled by the scenario's seed.</summary>
    Shuffle,
}
