using System;
using System.Linq;
using FsCheck;
using NUnit.Framework;
using Sim.Kernel;
using Sim.Kernel.Measures;
using Sim.Kernel.Quantities;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace Sim.Tests.Kernel.Measures;

public sealed class LatencyHistogramTests
{
    private static readonly double[] Probabilities = [0, 0.01, 0.25, 0.5, 0.9, 0.99, 0.999, 1];

    // By hand: the third of four is the smallest that 3/4 do not exceed; spans below 64 ns are exact.
    [Test]
    public void Small_spans_are_exact()
    {
        LatencyHistogram histogram = Of([5, 1, 63, 20]);
        Assert.That(histogram.Quantile(0.75), Is.EqualTo(new Duration(20)));
        Assert.That(histogram.Quantile(0), Is.EqualTo(new Duration(1)));
        Assert.That(histogram.Quantile(1), Is.EqualTo(new Duration(63)));
        Assert.That(histogram.Mean, Is.EqualTo(new Duration(22)), "89 / 4 = 22.25");
        Assert.That((histogram.Count, histogram.Minimum, histogram.Maximum), Is.EqualTo((4, new Duration(1), new Duration(63))));
    }

    [Property]
    public bool Quantiles_are_within_the_stated_error(NonEmptyArray<long> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        long[] spans = [.. values.Get.Select(Magnify)];
        LatencyHistogram histogram = Of(spans);
        Array.Sort(spans);
        return Probabilities.All(p =>
        {
            double exact = spans[Math.Clamp((int)Math.Ceiling(p * spans.Length) - 1, 0, spans.Length - 1)];
            return Math.Abs(histogram.Quantile(p).Nanoseconds - exact) <= exact * LatencyHistogram.RelativeError;
        });
    }

    // 100,000 lognormal spans of median 50 us and sigma 1.5, from the generator of S. K. Park and K. W. Miller (CACM 31, 1988),
    // which gives the same numbers in any language: made in Python 3.11 as LognormalSpans makes them below. NumPy 1.24.2:
    // numpy.quantile(x, p, method='inverted_cdf'), x.min(), x.max() and x.mean().
    [Test]
    public void Quantiles_of_lognormal_spans_are_those_of_NumPy_within_one_percent()
    {
        LatencyHistogram histogram = Of(LognormalSpans(100_000));
        (double P, double Exact)[] expected = [(0.01, 1474), (0.5, 50202), (0.9, 337878), (0.99, 1592337), (0.999, 4570962)];
        foreach ((double p, double exact) in expected)
        {
            Assert.That(histogram.Quantile(p).Nanoseconds, Is.EqualTo(exact).Within(100 * LatencyHistogram.RelativeError).Percent);
        }

        Assert.That(LatencyHistogram.RelativeError, Is.LessThanOrEqualTo(0.01));
        Assert.That((histogram.Minimum.Nanoseconds, histogram.Maximum.Nanoseconds), Is.EqualTo((53, 33329051)).Within(1));
        Assert.That(histogram.Mean.Nanoseconds, Is.EqualTo(150980.43444).Within(1));
    }

    [Property]
    public bool Merging_is_the_same_as_adding_all(long[] left, long[] right)
    {
        long[] first = [.. left.Select(Magnify)];
        long[] second = [.. right.Select(Magnify)];
        LatencyHistogram merged = Of(first);
        merged.Merge(Of(second));
        LatencyHistogram all = Of([.. first, .. second]);
        return Probabilities.All(p => merged.Quantile(p) == all.Quantile(p))
            && (merged.Count, merged.Mean, merged.Minimum, merged.Maximum) == (all.Count, all.Mean, all.Minimum, all.Maximum);
    }

    [Test]
    public void The_longest_span_fits_into_the_stated_memory()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        LatencyHistogram histogram = Of([long.MaxValue]);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(31_000));
        Assert.That(histogram.Quantile(0.5), Is.EqualTo(new Duration(long.MaxValue)));
    }

    [Test]
    public void Looking_between_spans_changes_nothing()
    {
        LatencyHistogram looked = new();
        long[] spans = LognormalSpans(1000);
        for (int i = 0; i < spans.Length; i++)
        {
            looked.Add(new Duration(spans[i]));
            Assert.That((looked.Count, looked.Maximum.Nanoseconds), Is.EqualTo((i + 1L, spans[..(i + 1)].Max())));
        }

        LatencyHistogram all = Of(spans);
        Assert.That(Probabilities.Select(looked.Quantile), Is.EqualTo(Probabilities.Select(all.Quantile)));
        Assert.That((looked.Mean, looked.Minimum), Is.EqualTo((all.Mean, all.Minimum)));
    }

    [Test]
    public void It_does_not_grow_for_spans_up_to_two_minutes()
    {
        LatencyHistogram histogram = Of([100]);
        Assert.That(histogram.Maximum, Is.EqualTo(new Duration(100)));
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (long span = 1; span < 120_000_000_000; span += 1 + (span / 50))
        {
            histogram.Add(new Duration(span));
        }

        Duration longest = histogram.Maximum;
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
        Assert.That(longest, Is.GreaterThan(Duration.FromSeconds(100)));
    }

    [Test]
    public void A_count_is_the_same_as_repeating()
    {
        LatencyHistogram histogram = new();
        histogram.Add(new Duration(10), 99);
        histogram.Add(new Duration(50));
        Assert.That(histogram.Quantile(0.99), Is.EqualTo(new Duration(10)));
        Assert.That(histogram.Quantile(0.995), Is.EqualTo(new Duration(50)));
    }

    [Test]
    public void Nothing_gives_zero_and_nonsense_is_refused()
    {
        LatencyHistogram histogram = new();
        Assert.That((histogram.Quantile(0.5), histogram.Mean, histogram.Minimum, histogram.Maximum), Is.EqualTo((Duration.Zero, Duration.Zero, Duration.Zero, Duration.Zero)));
        Assert.That(() => histogram.Add(new Duration(-1)), Throws.TypeOf<InvariantException>());
        Assert.That(() => histogram.Add(new Duration(1), 0), Throws.TypeOf<InvariantException>());
        Assert.That(() => histogram.Quantile(1.01), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    // FsCheck prefers small numbers: a shift by some of their own bits spreads them over all sizes.
    private static long Magnify(long value)
    {
        ulong size = (ulong)(value ^ (value >> 63));
        return (long)((unchecked(size * 0x9E3779B97F4A7C15UL) & long.MaxValue) >> (int)(size % 63));
    }

    private static long[] LognormalSpans(int count)
    {
        long state = 1;
        double Uniform()
        {
            state = state * 16807 % 2147483647;
            return state / 2147483647.0;
        }

        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            double radius = Math.Sqrt(-2 * Math.Log(Uniform()));
            return (long)Math.Floor(50000 * Math.Exp(1.5 * radius * Math.Cos(2 * Math.PI * Uniform())));
        })];
    }

    private static LatencyHistogram Of(long[] spans)
    {
        LatencyHistogram histogram = new();
        foreach (long span in spans)
        {
            histogram.Add(new Duration(span));
        }

        return histogram;
    }
}
