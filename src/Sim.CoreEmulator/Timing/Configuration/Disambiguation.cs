namespace Sim.CoreEmulator.Timing.Configuration;

/// <summary>How loads pass older stores whose addresses are not known yet.</summary>
public enum Disambiguation
{
    /// <summary>They wait for all of them.</summary>
    Waits,

    /// <summary>They pass; a load that was wrong is done again with all behind it, and waits from then on.</summary>
    Predicted,

    /// <summary>They know.</summary>
    Perfect,
}
