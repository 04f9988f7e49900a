using System;
using MathNet.Numerics.Distributions;
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
    public static Interval OfMean(ReadOnlySpan<double> values, double confidence = 0.95)
    {
        Tally tally = new();
        foreach (double value in values)
        {
            tally.Add(value);
        }

        return OfMean(tally, confidence);
    }

    /// <summary>The mean of independent observations with Student's interval.</summary>
    /// <param name="observations">Independent, and near normal or many.</param>
    /// <param name="confidence">Above 0 and below 1; default 0.95.</param>
    /// <returns>A half-width of NaN below two observations.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The confidence is not between 0 and 1.</exception>
    public static Interval OfMean(Tally observations, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(observations);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(confidence);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(confidence, 1);
        if (observations.Count < 2)
        {
            return new Interval(observations.Mean, double.NaN, confidence);
        }

        double critical = StudentT.InvCDF(0, 1, observations.Count - 1, 0.5 + (confidence / 2));
        double error = observations.StandardDeviation / Math.Sqrt(observations.Count);
        return new Interval(observations.Mean, critical * error, confidence);
    }
}
