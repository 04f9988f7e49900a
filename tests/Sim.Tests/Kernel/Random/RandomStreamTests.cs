using System;
using System.Linq;
using MathNet.Numerics.Distributions;
using NUnit.Framework;
using Sim.Kernel.Random;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace Sim.Tests.Kernel.Random;

public sealed class RandomStreamTests
{
    private static readonly ulong[] GoldenWords = [0xe50f4f3a652369d0, 0x3286053cb3f94902, 0x4f10746523eaec45];

    [Test]
    public void A_stream_depends_on_seed_and_name_only()
    {
        RandomStreams streams = new(42);
        RandomStream other = streams["vm-1/think"];
        other.NextDouble();
        Assert.That(Words(streams["vm-12/think"]), Is.EqualTo(Words(new RandomStreams(42)["vm-12/think"])));
        Assert.That(Words(streams["vm-12/think"]), Is.Not.EqualTo(Words(streams["vm-12/arrive"])));
        Assert.That(Words(streams["vm-12/think"]), Is.Not.EqualTo(Words(new RandomStreams(43)["vm-12/think"])));
    }

    // Computed by a second implementation, in Python. A change here changes every scenario's numbers.
    [Test]
    public void The_first_words_never_change() =>
        Assert.That(Words(new RandomStreams(42)["vm-12/think"], 3), Is.EqualTo(GoldenWords));

    [Property]
    public bool A_saved_stream_continues_where_it_stood(long seed, byte before)
    {
        RandomStream stream = new RandomStreams(seed)["saved"];
        for (int i = 0; i < before; i++)
        {
            stream.NextBits();
        }

        RandomStream resumed = new(stream.State);
        return Words(resumed).SequenceEqual(Words(stream));
    }

    // By hand: a window is eight words, so this goes within one, to its end, into the next, far ahead and back.
    [Property]
    public bool Skipping_is_drawing_and_not_looking(long seed, byte before, byte words)
    {
        RandomStream drawn = new RandomStreams(seed)["skip"];
        RandomStream skipped = new RandomStreams(seed)["skip"];
        Words(drawn, before + words);
        Words(skipped, before);
        skipped.Skip(words);
        return skipped.State == drawn.State && Words(skipped).SequenceEqual(Words(drawn));
    }

    [Test]
    public void A_stream_can_go_to_any_place_and_back()
    {
        RandomStream stream = new RandomStreams(42)["vm-12/think"];
        stream.MoveTo((1UL << 40) + 3);
        ulong far = stream.NextBits();
        Assert.That(far, Is.EqualTo(Philox.Block(42, (1UL << 39) + 1, StableHash.Of("vm-12/think")).High));
        Assert.That(stream.State.Drawn, Is.EqualTo((1UL << 40) + 4));
        stream.MoveTo(1);
        Assert.That(Words(stream, 2), Is.EqualTo(GoldenWords[1..]));
        stream.MoveTo(0);
        Assert.That(Words(stream, 3), Is.EqualTo(GoldenWords));
    }

    [Test]
    public void The_sequence_starts_again_after_its_last_word()
    {
        RandomStream stream = new RandomStreams(42)["vm-12/think"];
        stream.MoveTo(ulong.MaxValue);
        stream.Skip(1);
        Assert.That(Words(stream, 3), Is.EqualTo(GoldenWords));
        stream.MoveTo(ulong.MaxValue);
        stream.NextBits();
        Assert.That(stream.State.Drawn, Is.Zero);
    }

    [Test]
    public void Ends_of_the_unit_interval_are_where_they_should_be()
    {
        RandomStream stream = new RandomStreams(7)["ends"];
        for (int i = 0; i < 100_000; i++)
        {
            Assert.That(stream.NextDouble(), Is.GreaterThanOrEqualTo(0).And.LessThan(1));
            Assert.That(stream.NextOpenDouble(), Is.GreaterThan(0).And.LessThan(1));
        }
    }

    [Property]
    public bool Integers_stay_below_their_bound(long seed, long bound)
    {
        bound = Math.Max(1, Math.Abs(bound == long.MinValue ? 1 : bound));
        long value = new RandomStreams(seed)["int"].NextInt(bound);
        return value >= 0 && value < bound;
    }

    // A bound of 3/4 of the range shows a biased method at once: taking a remainder would give the lower third twice as often.
    [Test]
    public void Integers_are_unbiased_for_a_bound_that_does_not_divide_the_range()
    {
        const long bound = long.MaxValue / 4 * 3;
        RandomStream stream = new RandomStreams(11)["bias"];
        int low = Enumerable.Range(0, 30_000).Count(_ => stream.NextInt(bound) < bound / 3);
        Assert.That(low, Is.EqualTo(10_000).Within(255), "99.8 % of a binomial(30000, 1/3): 3.1 x 81.6");
    }

    [Test]
    public void Parameters_out_of_range_are_refused()
    {
        RandomStream stream = new RandomStreams(1)["bad"];
        Assert.That(() => stream.NextInt(0), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => stream.NextExponential(0), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => stream.NextExponential(double.NaN), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => stream.NextUniform(2, 1), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => stream.NextWeibull(1, 0), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => stream.NextNormal(0, -1), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => stream.NextLogNormal(0, 1), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => stream.NextPareto(1, 0), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [TestCase(1e-300)]
    [TestCase(1e-12)]
    [TestCase(0.02)]
    [TestCase(0.3)]
    [TestCase(0.5)]
    [TestCase(0.95)]
    [TestCase(0.999999)]
    public void Normal_quantiles_agree_with_MathNet(double chance) =>
        Assert.That(NormalQuantile.Of(chance), Is.EqualTo(Normal.InvCDF(0, 1, chance)).Within(1e-9).Percent.Or.Zero);

    // The x with erfc(-x / sqrt 2) / 2 = chance, by bisection with Python 3.11's math.erfc.
    [TestCase(0.975, 1.959963984540053)]
    [TestCase(0.0001, -3.719016485455681)]
    [TestCase(1e-20, -9.262340089798409)]
    public void Normal_quantiles_invert_the_error_function(double chance, double expected) =>
        Assert.That(NormalQuantile.Of(chance), Is.EqualTo(expected).Within(1e-12).Percent);

    [Test]
    public void One_variate_draws_one_word_so_streams_stay_in_step()
    {
        Action<RandomStream>[] draws =
        [
            s => s.NextDouble(), s => s.NextOpenDouble(), s => s.NextExponential(1), s => s.NextNormal(0, 1),
            s => s.NextLogNormal(1, 1), s => s.NextPareto(1, 2), s => s.NextBool(0.5), s => s.NextInt(6),
            s => s.NextUniform(1, 2), s => s.NextWeibull(2, 1),
        ];
        foreach (Action<RandomStream> draw in draws)
        {
            RandomStream stream = new RandomStreams(3)["step"];
            draw(stream);
            Assert.That(stream.State.Drawn, Is.EqualTo(1ul));
        }
    }

    private static ulong[] Words(RandomStream stream, int count = 9) =>
        [.. Enumerable.Range(0, count).Select(_ => stream.NextBits())];
}
