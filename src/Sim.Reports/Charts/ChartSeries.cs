using System.Text.Json.Serialization;

namespace Sim.Reports.Charts;

/// <summary>One series of a <see cref="SeriesChart"/>.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="Values">A value for each time of the chart; NaN where there is none.</param>
/// <param name="Style">How it is meant to be read.</param>
public sealed record ChartSeries(
    string Name,
    [property: JsonConverter(typeof(ShortNumbers))] double[] Values,
    SeriesStyle Style = SeriesStyle.Line);
