namespace Sim.Traces.Formats;

/// <summary>How times are written.</summary>
public enum TimeUnit
{
    /// <summary>Numbers are seconds, or milliseconds from 9 * 10^9 on; anything else is a date.</summary>
    Auto,

    /// <summary>Seconds, whole or with decimals.</summary>
    Seconds,

    /// <summary>Milliseconds.</summary>
    Milliseconds,

    /// <summary>Microseconds.</summary>
    Microseconds,

    /// <summary>A date and time.</summary>
    Date,
}
