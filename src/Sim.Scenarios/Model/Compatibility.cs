namespace Sim.Scenarios;

/// <summary>Another simulator whose conventions, right or wrong, are to be followed, so that its results can be compared.</summary>
public enum Compatibility
{
    /// <summary>Sim's own.</summary>
    None,

    /// <summary>Those of CloudSim's power package.</summary>
    Cloudsim,
}
