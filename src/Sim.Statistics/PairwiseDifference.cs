namespace Sim.Statistics;

/// <summary>Two of several policies, compared with allowance for all the other comparisons.</summary>
/// <param name="First">The index of the one.</param>
/// <param name="Second">The index of the other, which is larger.</param>
/// <param name="Difference">The mean of the second less that of the first; all intervals of a comparison hold at once with their confidence.</param>
/// <param name="PValue">The chance that among equal means any two would differ as much.</param>
public readonly record struct PairwiseDifference(int First, int Second, Interval Difference, double PValue)
{
    /// <summary>Whether the two differ at the confidence asked for; not where that cannot be known.</summary>
    public bool IsSignificant => PValue < 1 - Difference.Confidence;
}
