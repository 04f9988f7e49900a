namespace Sim.Scenarios;

/// <summary>How the values of a metric, one for each VM or host, become the one value that an objective judges.</summary>
public enum SloAggregate
{
    /// <summary>The arithmetic mean.</summary>
    Mean,

    /// <summary>The smallest.</summary>
    Min,

    /// <summary>The largest.</summary>
    Max,

    /// <summary>The median.</summary>
    P50,

    /// <summary>The 90th percentile.</summary>
    P90,

    /// <summary>The 95th percentile.</summary>
    P95,

    /// <summary>The 99th percentile.</summary>
    P99,

    /// <summary>The sum.</summary>
    Sum,
}
