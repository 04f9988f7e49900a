namespace Sim.Reports.Charts;

/// <summary>Writes the numbers of a chart with the nine digits that results have: estimates of variants may differ in the sixth.</summary>
internal sealed class FullNumbers : ShortNumbers
{
    /// <inheritdoc/>
    protected override string Format => "G9";
}
