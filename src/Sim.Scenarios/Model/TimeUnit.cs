namespace Sim.Scenarios;

/// <summary>The unit of a CSV trace's time column.</summary>
public enum TimeUnit
{
    /// <summary>Nanoseconds.</summary>
    Ns,

    /// <summary>Microseconds.</summary>
    Us,

    /// <summary>Milliseconds.</summary>
    Ms,

    /// <summary>Seconds.</summary>
    S,

    /// <summary>Minutes.</summary>
    Min,

    /// <summary>Hours.</summary>
    H,

    /// <summary>Dates and times as text, ISO 8601.</summary>
    Iso,
}
