using System;

namespace Sim.Traces.Summary;

/// <summary>Sums over series in their order, so that they come out the same everywhere.</summary>
internal static class Series
{
    /// <summary>The sum of the values that are not NaN, and how many they are.</summary>
    public static (double Sum, long Count) Sum(ReadOnlySpan<double> values)
    {
        double sum = 0;
        long count = 0;
        foreach (double value in values)
        {
            if (!double.IsNaN(value))
            {
                sum += value;
                count++;
            }
        }

        return (sum, count);
    }

    /// <summary>The sum of squared differences from a mean.</summary>
    public static double Squares(ReadOnlySpan<double> values, double mean)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += double.IsNaN(value) ? 0 : (value - mean) * (value - mean);
        }

        return sum;
    }

    /// <summary>
    /// The lag-1 autocorrelation (Box and Jenkins's estimator); NaN for a constant series or one of fewer than 3 values.
    /// Pairs with an absent value are left out.
    /// </summary>
    public static double Lag1(ReadOnlySpan<double> values)
    {
        (double sum, long count) = Sum(values);
        double mean = sum / count;
        double squares = Squares(values, mean);
        double products = 0;
        for (int i = 1; i < values.Length; i++)
        {
            double product = (values[i - 1] - mean) * (values[i] - mean);
            products += double.IsNaN(product) ? 0 : product;
        }

        return count < 3 || squares == 0 ? double.NaN : products / squares;
    }
}
