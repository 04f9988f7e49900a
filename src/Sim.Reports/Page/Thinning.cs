using System;

namespace Sim.Reports.Page;

/// <summary>Fewer moments for a chart than a long run has, without losing a peak.</summary>
internal static class Thinning
{
    /// <summary>More points than this do not show on a screen.</summary>
    public const int MaxPoints = 2000;

    /// <summary>How many samples each point stands for.</summary>
    public static int Group(int samples) => (samples + MaxPoints - 1) / MaxPoints;

    /// <summary>
    /// The index of the largest value within each group of neighbours. All series of a chart take their values at the same
    /// indices, so that what is shown together happened together.
    /// </summary>
    public static int[] Peaks(double[] values)
    {
        int group = Math.Max(1, Group(values.Length));
        int[] picked = new int[(values.Length + group - 1) / group];
        for (int i = 0; i < picked.Length; i++)
        {
            picked[i] = Peak(values, i * group, Math.Min(values.Length, (i + 1) * group));
        }

        return picked;
    }

    /// <summary>The values at the picked indices, each times <paramref name="factor"/>.</summary>
    public static double[] Take(double[] values, int[] picked, double factor = 1) =>
        Array.ConvertAll(picked, i => values[i] * factor);

    /// <summary>What a caption says of it; empty where every sample is shown.</summary>
    public static string Note(int samples) =>
        Group(samples) <= 1 ? "" : string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $" Each point is the busiest of {Group(samples)} samples in a row.");

    private static int Peak(double[] values, int from, int to)
    {
        int best = from;
        for (int i = from + 1; i < to; i++)
        {
            if (values[i] > values[best] || double.IsNaN(values[best]))
            {
                best = i;
            }
        }

        return best;
    }
}
