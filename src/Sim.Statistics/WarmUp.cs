using System;

namespace Sim.Statistics;

/// <summary>How much of a run's beginning to delete, because it still shows how the run was started.</summary>
/// <param name="Deleted">How many observations to delete: a multiple of <see cref="BatchSize"/>.</param>
/// <param name="Observations">How many there were.</param>
/// <param name="Mean">The mean of what is left, without a last batch that is not full; NaN where nothing can be told.</param>
public readonly record struct WarmUp(int Deleted, int Observations, double Mean)
{
    /// <summary>The 5 of MSER-5: how many successive observations are averaged first.</summary>
    public const int BatchSize = 5;

    /// <summary>The fewest batches that are left: the rule is blind to fewer, whose spread may be small by chance.</summary>
    private const int FewestLeft = 5;

    /// <summary>
    /// Whether the run is too short to tell: the cut lies in its second half, or there are fewer than 10 batches. Then
    /// run longer; a cut there says that the run never settled, or that a few last observations happen to agree.
    /// </summary>
    public bool TooShort => double.IsNaN(Mean) || Deleted > Observations / 2;

    /// <summary>MSER-5: deletes as much as makes the error of the mean of what is left look smallest.</summary>
    /// <param name="values">Finite numbers in order of time, equally spaced, from the start of the run.</param>
    /// <remarks>
    /// The d that minimises the sum of squared deviations of the batch means after it over the square of their number:
    /// K. P. White, "An effective truncation heuristic for bias reduction in simulation output", Simulation 69(6), 1997;
    /// with batches of 5: K. P. White, M. J. Cobb and S. C. Spratt, Winter Simulation Conference 2000. The last five
    /// batches are no candidates, after K. Hoad, S. Robinson and R. Davies, Journal of Simulation 4(1), 2010.
    /// Of equal ones the earliest.
    /// </remarks>
    public static WarmUp Mser5(ReadOnlySpan<double> values)
    {
        int batches = values.Length / BatchSize;
        if (batches < 2 * FewestLeft)
        {
            return new WarmUp(0, values.Length, double.NaN);
        }

        (int best, double bestError, double bestMean) = (0, double.PositiveInfinity, double.NaN);
        (double mean, double squares) = (0, 0);
        for (int start = batches - 1; start >= 0; start--)
        {
            int left = batches - start;
            double deviation = BatchMean(values, start) - mean;
            mean += deviation / left;
            squares += deviation * deviation * (left - 1) / left;
            double error = squares / ((double)left * left);
            if (left > FewestLeft && error <= bestError)
            {
                (best, bestError, bestMean) = (start, error, mean);
            }
        }

        return new WarmUp(best * BatchSize, values.Length, bestMean);
    }

    private static double BatchMean(ReadOnlySpan<double> values, int batch)
    {
        double sum = 0;
        foreach (double value in values.Slice(batch * BatchSize, BatchSize))
        {
            sum += value;
        }

        return sum / BatchSize;
    }
}
