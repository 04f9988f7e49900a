namespace Sim.CoreEmulator.Harts;

/// <summary>Whoever knows how often events happened on a hart: its core's timing.</summary>
internal interface IPerformanceCounts
{
    /// <summary>How often an event happened so far, up to the instruction before the one that executes. It never gets less.</summary>
    ulong Count(PerformanceEvent what);
}
