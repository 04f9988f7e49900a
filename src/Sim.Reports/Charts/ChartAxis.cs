namespace Sim.Reports.Charts;

/// <summary>What the numbers along an axis, or the colours of a heat map, mean.</summary>
/// <param name="Title">What is measured: <c>CPU utilisation</c>.</param>
/// <param name="Unit">Its unit, empty for counts.</param>
/// <param name="Max">The end of the axis where what is measured has one (100 %); null where the data decide.</param>
public sealed record ChartAxis(string Title, string Unit, double? Max = null);
