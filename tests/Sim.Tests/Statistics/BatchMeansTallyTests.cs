using System;
using System.Collections.Generic;
using System.Linq;
using FsCheck;
using NUnit.Framework;
using Sim.Kernel;
using Sim.Statistics;
using Sim.Tests.Kernel.Measures;
using Interval = Sim.Statistics.Interval;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace Sim.Tests.Statistics;

public sealed class BatchMeansTallyTests
{
    // By hand: at the 40th observation 40 batches become 20 of 2; at the 80th 40 of 2 become 20 of 4.
    [TestCase(39, 39, 1, 0)]
    [TestCase(40, 20, 2, 0)]
    [TestCase(79, 39, 2, 1)]
    [TestCase(80, 20, 4, 0)]
    [TestCase(1_000_000, 30, 32768, 16960)]
    public void Neighbours_are_joined_when_there_are_too_many(int count, int batches, int size, int unused)
    {
        BatchMeans means = Of(Enumerable.Range(0, count).Select(i => (double)i)).Result();
        Assert.That((means.Batches, means.BatchSize, means.Unused), Is.EqualTo((batches, (long)size, (long)unused)));
        Assert.That(means.Interval.Estimate, Is.EqualTo((count - unused - 1) / 2.0).Within(1e-9 * count));
    }

    [Property]
    public bool Batches_are_those_of_the_kept_series(NonEmptyArray<NormalFloat> values, byte repeats)
    {
        ArgumentNullException.ThrowIfNull(values);
        double[] series = [.. Enumerable.Repeat(values.Get, 1 + (repeats % 40)).SelectMany((part, i) => part.Select(x => (x.Get % 1e6) + i))];
        BatchMeans means = BatchMeans.Of(series);
        double[] kept = [.. series.Chunk((int)means.BatchSize).Where(batch => batch.Length == means.BatchSize).Select(batch => batch.Average())];
        Interval expected = Interval.OfMean(kept);
        return means.Batches == kept.Length
            && means.Batches < BatchMeansTally.MaximumBatches
            && (means.Batches >= BatchMeansTally.MinimumBatches || means.BatchSize == 1)
            && Nearly.Equal(means.Interval.Estimate, expected.Estimate, 1e6)
            && Nearly.Equal(means.Interval.HalfWidth, expected.HalfWidth, 1e8);
    }

    [Property]
    public bool Merging_at_a_seam_between_batches_is_the_same_as_adding_all(byte batches, byte power, ushort rest)
    {
        int size = 1 << (power % 5);
        double[] first = [.. Enumerable.Range(0, Math.Min(39, (int)batches) * size).Select(i => (double)((i * 7919) % 1000))];
        double[] second = [.. Enumerable.Range(0, rest % (39 * size)).Select(i => (double)((i * 104729) % 1000))];
        BatchMeansTally merged = Of(first);
        merged.Merge(Of(second));
        BatchMeans all = BatchMeans.Of([.. first, .. second]);
        BatchMeans found = merged.Result();
        bool seamIsBetween = first.Length % Math.Max(Of(first).Result().BatchSize, Of(second).Result().BatchSize) == 0;
        return merged.Count == first.Length + second.Length
            && found.Unused >= 0
            && (!seamIsBetween || ((found.Batches, found.BatchSize) == (all.Batches, all.BatchSize)
                && Nearly.Same(found.Interval.Estimate, all.Interval.Estimate)
                && Nearly.Same(found.Interval.HalfWidth, all.Interval.HalfWidth)));
    }

    // By hand: 41 is 20 batches of 2 and a rest of 1; the rest is dropped, 3 more make one batch of 2 and a rest of 1.
    [Test]
    public void A_rest_at_the_seam_stays_unused()
    {
        BatchMeansTally merged = Of(Enumerable.Repeat(1.0, 41));
        merged.Merge(Of([5, 7, 100]));
        BatchMeans means = merged.Result();
        Assert.That((merged.Count, means.Batches, means.BatchSize, means.Unused), Is.EqualTo((44L, 21, 2L, 2L)));
        Assert.That(means.Interval.Estimate, Is.EqualTo((20 + 6) / 21.0).Within(1e-15));
    }

    [Test]
    public void Merging_with_itself_doubles()
    {
        BatchMeansTally tally = Of([1, 2, 3]);
        tally.Merge(tally);
        Assert.That((tally.Count, tally.Result().Batches, tally.Result().Interval.Estimate), Is.EqualTo((6L, 6, 2.0)));
    }

    [Test]
    public void Adding_allocates_nothing()
    {
        BatchMeansTally tally = Of([1]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10_000; i++)
        {
            tally.Add(i);
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    [Test]
    public void A_number_that_is_not_finite_is_refused() =>
        Assert.That(() => new BatchMeansTally().Add(double.NaN), Throws.TypeOf<InvariantException>());

    private static BatchMeansTally Of(IEnumerable<double> values)
    {
        BatchMeansTally tally = new();
        foreach (double value in values)
        {
            tally.Add(value);
        }

        return tally;
    }
}
