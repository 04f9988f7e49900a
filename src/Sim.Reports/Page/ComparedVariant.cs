namespace Sim.Reports.Page;

/// <summary>A row of <c>comparison.csv</c>: one metric of one variant.</summary>
/// <param name="Variant">The variant's name.</param>
/// <param name="Mean">Its mean.</param>
/// <param name="Low">The lower end of the mean's interval; NaN where not known, as all that follow.</param>
/// <param name="High">The upper end.</param>
/// <param name="Difference">The mean difference to the baseline.</param>
/// <param name="DifferenceLow">The lower end of the difference's interval.</param>
/// <param name="DifferenceHigh">The upper end.</param>
/// <param name="P">The p-value with allowance for several variants.</param>
/// <param name="Group">The letters.</param>
/// <param name="Finding">What all that says, in a word.</param>
internal sealed record ComparedVariant(
    string Variant,
    double Mean,
    double Low,
    double High,
    double Difference,
    double DifferenceLow,
    double DifferenceHigh,
    double P,
    string Group,
    string Finding)
{
    /// <summary>Whether it differs from the baseline.</summary>
    public bool Differs => Finding is "differs" or "always";
}
