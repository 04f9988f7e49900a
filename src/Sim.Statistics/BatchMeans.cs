using System;
using MathNet.Numerics.Distributions;

namespace Sim.Statistics;

/// <summary>The mean of one long run's correlated observations, with an interval from the means of batches that hardly are.</summary>
/// <remarks>
/// Nonoverlapping batches, between <see cref="BatchMeansTally.MinimumBatches"/> and <see cref="BatchMeansTally.MaximumBatches"/>
/// of them: B. W. Schmeiser, "Batch size effects in the analysis of simulation output", Operations Research 30(3), 1982,
/// shows that more than about 30 narrow the interval little and cost coverage when the batches are too short; A. M. Law,
/// "Simulation Modeling and Analysis", 5th edition, 9.5.3. Delete the warm-up first: see <see cref="WarmUp"/>.
/// </remarks>
public sealed class BatchMeans
{
    /// <summary>The significance below which batches count as too short: 0.1, as in G. S. Fishman's ABATCH and LBATCH, 1998.</summary>
    public const double SignificanceLevel = 0.1;

    internal BatchMeans(ReadOnlySpan<double> means, long batchSize, long observations, double confidence)
    {
        Interval = Interval.OfMean(means, confidence);
        (Batches, BatchSize, Unused) = (means.Length, batchSize, observations - (means.Length * batchSize));
        (LagOne, double ratio) = Dependence(means);
        PValue = Normal.CDF(0, 1, -ratio);
    }

    /// <summary>The mean with Student's interval over the batch means; of NaN width below two batches.</summary>
    public Interval Interval { get; }

    /// <summary>How many batches.</summary>
    public int Batches { get; }

    /// <summary>How many observations each batch has: a power of two.</summary>
    public long BatchSize { get; }

    /// <summary>Observations of no full batch, which the interval leaves out.</summary>
    public long Unused { get; }

    /// <summary>The correlation of successive batch means, as in <see cref="Autocorrelation.Of"/>; NaN where they are all equal or below two.</summary>
    public double LagOne { get; }

    /// <summary>
    /// The chance that independent batch means would look as positively correlated, by J. von Neumann's ratio (Annals of
    /// Mathematical Statistics 12, 1941; its normal form as in G. S. Fishman, "Discrete-Event Simulation", 2001, 6.6).
    /// NaN where they are all equal or below three.
    /// </summary>
    public double PValue { get; }

    /// <summary>
    /// Whether the batches look independent, and there are enough of them to tell: if not, the interval is too narrow and
    /// the run too short. Batch means that are all equal are taken for independent.
    /// </summary>
    public bool LongEnough => Batches >= BatchMeansTally.MinimumBatches && !(PValue < SignificanceLevel);

    /// <summary>Cuts a series into batches.</summary>
    /// <param name="values">Finite numbers in order of time, without the warm-up. The result is that of <see cref="BatchMeansTally"/>.</param>
    /// <param name="confidence">Above 0 and below 1; default 0.95.</param>
    /// <exception cref="ArgumentOutOfRangeException">The confidence is not between 0 and 1.</exception>
    public static BatchMeans Of(ReadOnlySpan<double> values, double confidence = 0.95)
    {
        BatchMeansTally tally = new();
        foreach (double value in values)
        {
            tally.Add(value);
        }

        return tally.Result(confidence);
    }

    // Von Neumann's ratio is 2 (1 - C); under independence C has mean 0 and variance (k - 2) / (k^2 - 1).
    private static (double LagOne, double Ratio) Dependence(ReadOnlySpan<double> means)
    {
        if (means.Length < 2)
        {
            return (double.NaN, double.NaN);
        }

        double middle = Interval.OfMean(means).Estimate;
        (double squares, double products, double steps) = (Square(means[0] - middle), 0, 0);
        for (int i = 1; i < means.Length; i++)
        {
            squares += Square(means[i] - middle);
            products += (means[i] - middle) * (means[i - 1] - middle);
            steps += Square(means[i] - means[i - 1]);
        }

        double count = means.Length;
        double statistic = 1 - (steps / (2 * squares));
        return (products / squares, means.Length < 3 ? double.NaN : statistic * Math.Sqrt(((count * count) - 1) / (count - 2)));
    }

    private static double Square(double x) => x * x;
}
