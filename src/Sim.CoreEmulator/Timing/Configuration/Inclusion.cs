namespace Sim.CoreEmulator.Timing.Configuration;

/// <summary>Whether a cache holds what the levels above it hold.</summary>
public enum Inclusion
{
    /// <summary>As it comes: filled on misses, not emptied with the levels above.</summary>
    NonInclusive,

    /// <summary>Always: a line that leaves it leaves the levels above.</summary>
    Inclusive,

    /// <summary>Never: it takes in what they give up.</summary>
    Exclusive,
}
