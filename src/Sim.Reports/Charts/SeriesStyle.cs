namespace Sim.Reports.Charts;

/// <summary>How a series over time is meant to be read.</summary>
public enum SeriesStyle
{
    /// <summary>A quantity that changes continuously.</summary>
    Line,

    /// <summary>A quantity whose amount below the line matters.</summary>
    Area,

    /// <summary>A count that holds until it changes.</summary>
    Step,

    /// <summary>A part of a whole: it lies on top of the parts before it.</summary>
    Stacked,

    /// <summary>A bound that the others are compared with.</summary>
    Limit,
}
