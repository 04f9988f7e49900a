namespace Sim.CoreEmulator.Timing.Configuration;

/// <summary>Through which cache the page-table walker reads.</summary>
public enum WalkLevel
{
    /// <summary>The first-level data cache.</summary>
    L1,

    /// <summary>The second level.</summary>
    L2,
}
