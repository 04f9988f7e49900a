using System;
using System.Linq;
using System.Numerics;

namespace Sim.Tests.Kernel.Random;

/// <summary>Tests of random words: each gives the p-value of what it found, which for good numbers is uniform.</summary>
/// <remarks>D. E. Knuth, "The Art of Computer Programming" 2, 3rd edition, 1998, section 3.3.2, unless said otherwise.</remarks>
internal static class StreamStatistics
{
    /// <summary>Equal frequency of 1024 cells of the unit interval.</summary>
    public static double Frequency(Func<ulong> next)
    {
        double[] counts = new double[1024];
        for (int i = 0; i < 1_000_000; i++)
        {
            counts[next() >> 54]++;
        }

        return PValues.ChiSquare(counts, Equal(counts.Length, 1_000_000));
    }

    /// <summary>The largest distance from the uniform distribution function.</summary>
    public static double Distance(Func<ulong> next) =>
        PValues.KolmogorovSmirnov([.. Enumerable.Range(0, 200_000).Select(_ => Uniform(next())).Order()]);

    /// <summary>The serial test: equal frequency of 64 x 64 cells of pairs that do not overlap.</summary>
    public static double Pairs(Func<ulong> next)
    {
        double[] counts = new double[64 * 64];
        for (int i = 0; i < 500_000; i++)
        {
            counts[((next() >> 58) * 64) + (next() >> 58)]++;
        }

        return PValues.ChiSquare(counts, Equal(counts.Length, 500_000));
    }

    /// <summary>Correlation at the lags 1 to 20: n r^2 is about a square of a standard normal number.</summary>
    public static double SerialCorrelation(Func<ulong> next)
    {
        const int count = 200_000;
        double[] centred = [.. Enumerable.Range(0, count).Select(_ => Uniform(next()) - 0.5)];
        double sum = Enumerable.Range(1, 20).Sum(lag => Square(Enumerable.Range(lag, count - lag).Sum(i => centred[i] * centred[i - lag]), count - lag));
        return PValues.ChiSquare(sum, 20);
    }

    /// <summary>The number of runs up and down, normal with mean (2 n - 1) / 3 and variance (16 n - 29) / 90.</summary>
    /// <remarks>H. Levene, Annals of Mathematical Statistics 23(1), 1952; A. M. Law, "Simulation Modeling and Analysis", 7.4.1.</remarks>
    public static double Runs(Func<ulong> next)
    {
        const int count = 500_000;
        ulong last = next();
        (int runs, int direction) = (0, 0);
        for (int i = 1; i < count; i++)
        {
            ulong word = next();
            int now = word > last ? 1 : -1;
            runs += now == direction ? 0 : 1;
            (direction, last) = (now, word);
        }

        return PValues.TwoSided((runs - (((2.0 * count) - 1) / 3)) / Math.Sqrt(((16.0 * count) - 29) / 90));
    }

    /// <summary>The gap test: how long it takes until the next number below 1/8.</summary>
    public static double Gaps(Func<ulong> next)
    {
        const int gaps = 100_000;
        double[] counts = new double[41];
        for (int i = 0; i < gaps; i++)
        {
            int length = 0;
            while (next() >> 61 != 0)
            {
                length++;
            }

            counts[Math.Min(length, 40)]++;
        }

        double[] expected = [.. Enumerable.Range(0, 41).Select(n => gaps * Math.Pow(0.875, n) * (n < 40 ? 0.125 : 1))];
        return PValues.ChiSquare(counts, expected);
    }

    /// <summary>Birthday spacings: 512 birthdays in 2^24 days have Poisson(2) equal spacings; a thousand times.</summary>
    /// <remarks>G. Marsaglia, "A current view of random number generators", 1985; Knuth's 3.3.2 J.</remarks>
    public static double BirthdaySpacings(Func<ulong> next)
    {
        double[] counts = new double[8];
        for (int i = 0; i < 1000; i++)
        {
            long[] days = [.. Enumerable.Range(0, 512).Select(_ => (long)(next() >> 40)).Order()];
            long[] spacings = [.. days.Select((day, k) => k == 0 ? day + (1 << 24) - days[^1] : day - days[k - 1]).Order()];
            counts[Math.Min(7, Enumerable.Range(1, 511).Count(k => spacings[k] == spacings[k - 1]))]++;
        }

        double[] poisson = new double[8];
        double term = Math.Exp(-2);
        for (int k = 0; k < 7; k++)
        {
            poisson[k] = 1000 * term;
            term *= 2.0 / (k + 1);
        }

        poisson[7] = 1000 - poisson.Sum();
        return PValues.ChiSquare(counts, poisson);
    }

    /// <summary>Ones at each of the 64 places of a word: 64 squares of about standard normal numbers.</summary>
    public static double Bits(Func<ulong> next)
    {
        const int count = 300_000;
        double[] ones = new double[64];
        for (int i = 0; i < count; i++)
        {
            ulong word = next();
            for (int bit = 0; bit < 64; bit++)
            {
                ones[bit] += (word >> bit) & 1;
            }
        }

        return PValues.ChiSquare(ones.Sum(n => (n - (count / 2.0)) * (n - (count / 2.0)) / (count / 4.0)), 64);
    }

    /// <summary>Correlation of all pairs of streams.</summary>
    public static double CrossCorrelation(Func<ulong>[] streams)
    {
        const int count = 10_000;
        double[][] centred = [.. streams.Select(next => Enumerable.Range(0, count).Select(_ => Uniform(next()) - 0.5).ToArray())];
        (double sum, int pairs) = (0, 0);
        for (int i = 0; i < streams.Length; i++)
        {
            for (int j = 0; j < i; j++, pairs++)
            {
                sum += Square(centred[i].Zip(centred[j], (x, y) => x * y).Sum(), count);
            }
        }

        return PValues.ChiSquare(sum, pairs);
    }

    /// <summary>Equal bits of all pairs of streams, word by word: half of them, binomially.</summary>
    public static double CrossBits(Func<ulong>[] streams)
    {
        const int count = 10_000;
        ulong[][] words = [.. streams.Select(next => Enumerable.Range(0, count).Select(_ => next()).ToArray())];
        (double sum, int pairs) = (0, 0);
        for (int i = 0; i < streams.Length; i++)
        {
            for (int j = 0; j < i; j++, pairs++)
            {
                double different = words[i].Zip(words[j], (x, y) => BitOperations.PopCount(x ^ y)).Sum();
                sum += (different - (count * 32.0)) * (different - (count * 32.0)) / (count * 16.0);
            }
        }

        return PValues.ChiSquare(sum, pairs);
    }

    private static double Uniform(ulong word) => (word >> 11) * Math.ScaleB(1, -53);

    // A product of two uniform numbers around 0 has the variance 1 / 144.
    private static double Square(double sum, int count) => sum * sum * 144 / count;

    private static double[] Equal(int cells, double count) => [.. Enumerable.Repeat(count / cells, cells)];
}
