namespace Sim.Experiments.Comparing;

/// <summary>What a comparison says of a variant and a metric.</summary>
public enum Finding
{
    /// <summary>It is the first variant, with which the others are compared.</summary>
    Baseline,

    /// <summary>Equal to the baseline in every replication.</summary>
    Identical,

    /// <summary>Differs from the baseline by the same in each of several replications: there is no error to test against.</summary>
    Always,

    /// <summary>Differs significantly.</summary>
    Differs,

    /// <summary>No significant difference; that is no proof that there is none.</summary>
    NotShown,

    /// <summary>There is but one replication, or a run has no such metric.</summary>
    Unknown,
}
