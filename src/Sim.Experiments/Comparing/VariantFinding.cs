using Sim.Statistics;

namespace Sim.Experiments.Comparing;

/// <summary>A metric of one variant.</summary>
/// <param name="Mean">The mean over replications with Student's interval; of NaN width below two.</param>
/// <param name="Difference">The mean of the variant less the baseline, pair by pair; the intervals of all variants hold at once. NaN for the baseline.</param>
/// <param name="PValue">The chance of as large a difference without a true one, of this comparison by itself; NaN where unknown.</param>
/// <param name="AdjustedPValue">The same with allowance for the other variants, by Holm.</param>
/// <param name="Group">Tukey's letters: two variants differ significantly just when they share none; empty where unknown.</param>
/// <param name="Finding">All that in a word.</param>
public sealed record VariantFinding(Interval Mean, Interval Difference, double PValue, double AdjustedPValue, string Group, Finding Finding);
