namespace Sim.CoreEmulator.Timing.Regions;

/// <summary>Why a pass through a region ended.</summary>
internal enum RegionEnd
{
    /// <summary>The program came to its end point.</summary>
    Reached,

    /// <summary>The instructions that were to be timed are.</summary>
    Counted,

    /// <summary>The program ended, or the whole run did.</summary>
    ProgramEnded,
}
