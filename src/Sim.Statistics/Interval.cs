using System;
using Sim.Kernel.Measures;

namespace Sim.Statistics;

/// <summary>An estimate with its confidence interval.</summary>
/// <param name="Estimate">The middle.</param>
/// <param name="HalfWidth">How far the interval reaches to either side; NaN where it cannot be known.</param>
/// <param name="Confidence">The share of such intervals that hold the true value, 0 to 1.</param>
public readonly record struct Interval(double Estimate, double HalfWidth, double Confidence)
{
    /// <summary>The interval's lower end.</summary>
    public double Low => Estimate - HalfWidth;

    /// <summary>The interval's upper end.</summary>
    public double High => Estimate + HalfWidth;

    /// <summary>The half-width as a share of the estimate; the precision that a run until precision waits for.</summary>
    public double RelativeHalfWidth => HalfWidth / Math.Abs(Estimate);

    /// <summary>Whether the interval holds a value; false where its width is not known.</summary>
    public bool Contains(double value) => value >= Low && value <= High;

    /// <summary>The mean of independent observations with Student's interval.</summary>
    /// <param name="values">Independent, and near normal or many; replications, not successive samples of one run.</param>
    /// <param name="confidence">Above 0 and below 1; default 0.95.</param>
    /// <returns>A half-width of NaN below two observations.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The confidence is not between 0 and 1.</exception>
    public static Interval OfMean(ReadOnlySpan<double> values, double confidence = 0.95) =>
        OfMean(Samples.TallyOf(values), confidence);

    /// <summary>The mean of independent observations with Student's interval.</summary>
    /// <param name="observations">Independent, and near normal or many.</param>
    /// <param name="confidence">Above 0 and below 1; default 0.95.</param>
    /// <returns>A half-width of NaN below two observations.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The confidence is not between 0 and 1.</exception>
    public static Interval OfMean(Tally observations, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(observations);
        Significance.CheckConfidence(confidence);
        if (observations.Count < 2)
        {
            return new Interval(observations.Mean, double.NaN, confidence);
        }

        double critical = Significance.StudentCritical(confidence, observations.Count - 1);
        double error = observations.StandardDeviation / Math.Sqrt(observations.Count);
        return new Interval(observations.Mean, critical * error, confidence);
    }

    /// <summary>The ratio of two means, such as joules a request, from replications that each give both.</summary>
    /// <param name="above">One finite number of each replication, above the line.</param>
    /// <param name="below">As many, below the line; their mean is far from 0 by its own error; 0 gives NaN.</param>
    /// <param name="confidence">Above 0 and below 1; default 0.95.</param>
    /// <returns>The ratio of the sums, not the mean of the ratios, which is biased; a half-width of NaN below two.</returns>
    /// <remarks>The classical ratio estimator, as in the regenerative method: A. M. Law, "Simulation Modeling and Analysis", 5th edition, 9.5.3.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The numbers of replications differ, or the confidence is out of range.</exception>
    public static Interval OfRatio(ReadOnlySpan<double> above, ReadOnlySpan<double> below, double confidence = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(below.Length, above.Length);
        Significance.CheckConfidence(confidence);
        double scale = Samples.TallyOf(below).Mean;
        double ratio = Samples.TallyOf(above).Mean / scale;
        if (!double.IsFinite(ratio))
        {
            return new Interval(double.NaN, double.NaN, confidence);
        }

        Tally deviations = new();
        for (int i = 0; i < above.Length; i++)
        {
            deviations.Add(above[i] - (ratio * below[i]));
        }

        return new Interval(ratio, OfMean(deviations, confidence).HalfWidth / Math.Abs(scale), confidence);
    }
}
