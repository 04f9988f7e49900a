namespace Sim.Experiments.Validation;

/// <summary>What came of a case.</summary>
public enum Verdict
{
    /// <summary>Sim is within the tolerance.</summary>
    Ok,

    /// <summary>Sim is not; the reason says by what or why.</summary>
    Miss,

    /// <summary>It could not be run here; the reason says why.</summary>
    NotRun,
}
