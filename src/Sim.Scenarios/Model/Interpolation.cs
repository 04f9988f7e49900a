namespace Sim.Scenarios;

/// <summary>The demand between two samples of a trace.</summary>
public enum Interpolation
{
    /// <summary>That of the sample before.</summary>
    Hold,

    /// <summary>On the straight line between the two.</summary>
    Linear,
}
