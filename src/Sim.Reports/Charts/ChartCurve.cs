using System.Text.Json.Serialization;

namespace Sim.Reports.Charts;

/// <summary>One curve of a <see cref="CurveChart"/>.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="Xs">Ascending.</param>
/// <param name="Ys">As many.</param>
public sealed record ChartCurve(
    string Name,
    [property: JsonConverter(typeof(ShortNumbers))] double[] Xs,
    [property: JsonConverter(typeof(ShortNumbers))] double[] Ys);
