using System.Globalization;

namespace Sim.Scenarios;

/// <summary>A service level objective: <c>cpu_ready_pct.p95 &lt;= 5</c>.</summary>
/// <param name="Metric">The metric's name, unit last. Whether there is such a metric is for the room that records them.</param>
/// <param name="Aggregate">How its values become one; null where the metric's value for the whole run is meant.</param>
/// <param name="Comparison">How the value is compared.</param>
/// <param name="Threshold">With what, in the metric's unit.</param>
public sealed record Slo(string Metric, SloAggregate? Aggregate, SloComparison Comparison, double Threshold)
{
    /// <summary>Whether a value meets the objective; NaN never does.</summary>
    public bool IsMetBy(double value) => Comparison switch
    {
        SloComparison.Less => value < Threshold,
        SloComparison.LessOrEqual => value <= Threshold,
        SloComparison.Greater => value > Threshold,
        SloComparison.GreaterOrEqual => value >= Threshold,
        _ => value.CompareTo(Threshold) == 0,
    };

    /// <summary>The objective as a user would write it.</summary>
    public override string ToString()
    {
        string aggregate = Aggregate is { } how ? "." + Binding.EnumNames.Of(how) : "";
        return string.Create(CultureInfo.InvariantCulture, $"{Metric}{aggregate} {SloParser.Sign(Comparison)} {Threshold}");
    }
}
