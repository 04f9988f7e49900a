namespace Sim.Scenarios;

/// <summary>How a host's power follows its utilisation.</summary>
public enum PowerModel
{
    /// <summary>Along the eleven measured points, linear between them.</summary>
    Curve,

    /// <summary>A straight line from idle to full power.</summary>
    Linear,

    /// <summary>Full power whenever it is on.</summary>
    AlwaysMax,
}
