using System;
using System.Globalization;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using Sim.Traces.Columns;

namespace Sim.Tests.Traces;

internal sealed class ColumnCodingTests
{
    // What trips encoders up: the markers for absence, the limits of each width, values just off a decimal, signs of zero.
    private static readonly double[] Adversarial =
    [
        0, -0.0, 1, 254, 255, 256, 65534, 65535, 65536, 4294967294, 4294967295, 4294967296, 0.1, 0.2, 0.30000000000000004, 25.4,
        25.5, 6553.4, 6553.5, 0.000001, 0.0000001, 1.0 / 3, -1, 1e300, double.Epsilon, double.MaxValue, double.NaN, 99.999999, 4294.967294,
        4294.967295, 16777217, 1e15,
    ];

    [TestCase(1, new[] { 0, 254.0, double.NaN })]
    [TestCase(1, new[] { 0.1, 25.4 })]
    [TestCase(2, new[] { 0, 255.0 })]
    [TestCase(2, new[] { 0.1, 25.5, double.NaN })]
    [TestCase(2, new[] { 1, 65534.0 })]
    [TestCase(4, new[] { 1, 65535.0 })]
    [TestCase(4, new[] { 2.052803, 100 })]
    [TestCase(4, new[] { 0.5, -0.25 })]
    [TestCase(0, new[] { 1.0 / 3, 1.0 / 3 })]
    [TestCase(0, new[] { double.NaN, double.NaN })]
    [TestCase(8, new[] { 1.0 / 3, 2.0 / 3 })]
    public void Each_kind_of_values_takes_the_fewest_bytes(int bytes, double[] values)
    {
        (double[] decoded, int width) = RoundTrip(values, fullPrecision: true);
        Assert.That(width, Is.EqualTo(bytes));
        AssertSame(decoded, values);
    }

    [Test]
    public void Any_values_come_back_bit_for_bit_with_full_precision()
    {
        Gen<double[]> values = Gen.Elements(Adversarial).NonEmptyListOf().Select(list => list.ToArray());
        Prop.ForAll(values.ToArbitrary(), v => Same(RoundTrip(v, fullPrecision: true).Decoded, v)).QuickCheckThrowOnFailure();
    }

    [Test]
    public void Decimals_come_back_as_the_parsed_decimal_at_any_width()
    {
        Gen<double[]> values =
            from decimals in Gen.Choose(0, 6)
            from most in Gen.Elements(10, 254, 1000, 65534, 1_000_000, int.MaxValue)
            from numbers in Gen.Choose(0, most).NonEmptyListOf()
            select numbers.Select(n => Parsed(n, decimals)).ToArray();
        Prop.ForAll(values.ToArbitrary(), v => Same(RoundTrip(v, fullPrecision: false).Decoded, v)).QuickCheckThrowOnFailure();
    }

    [Test]
    public void Other_values_are_within_a_float_of_the_truth_by_default()
    {
        double[] values = [1.0 / 3, 200000 / 7.0, 1e-3 / 3];
        (double[] decoded, int width) = RoundTrip(values, fullPrecision: false);
        Assert.That(width, Is.EqualTo(4));
        for (int i = 0; i < values.Length; i++)
        {
            Assert.That(decoded[i], Is.EqualTo(values[i]).Within(values[i] / (1 << 24)));
        }
    }

    [Test]
    public void A_part_can_be_decoded_from_anywhere()
    {
        foreach (double scale in new[] { 1, 100, 1e5, 1.0 / 3 })
        {
            double[] values = [.. Enumerable.Range(0, 100).Select(i => i * scale)];
            ByteStore store = new();
            Slice slice = ColumnEncoder.Encode(values, store, fullPrecision: true);
            double[] part = new double[7];
            ColumnDecoder.Decode(slice, store, 42, part);
            AssertSame(part, values[42..49]);
        }
    }

    [Test]
    public void The_arena_gives_back_what_was_added_to_many_series_at_once()
    {
        Gen<(int Series, double Value)[]> appends =
            from list in (from s in Gen.Choose(0, 3) from v in Gen.Elements(Adversarial) select (s, v)).NonEmptyListOf()
            select list.Select(pair => (pair.s, pair.v)).ToArray();
        Prop.ForAll(appends.ToArbitrary(), AppendsComeBack).QuickCheckThrowOnFailure();
    }

    private static double Parsed(int digits, int decimals) => double.Parse(
        string.Create(CultureInfo.InvariantCulture, $"{digits}e-{decimals}"), CultureInfo.InvariantCulture);

    private static bool AppendsComeBack((int Series, double Value)[] appends)
    {
        SampleArena arena = new(fullPrecision: true);
        Chain[] chains = new Chain[4];
        foreach ((int series, double value) in appends)
        {
            arena.Append(ref chains[series], 12345.678);
            arena.RemoveLast(ref chains[series]);
            arena.Append(ref chains[series], value);
        }

        return Enumerable.Range(0, 4).All(series =>
        {
            double[] expected = [.. appends.Where(a => a.Series == series).Select(a => a.Value)];
            double[] found = new double[expected.Length];
            arena.Read(chains[series], found);
            return Same(found, expected);
        });
    }

    private static (double[] Decoded, int Width) RoundTrip(double[] values, bool fullPrecision)
    {
        ByteStore store = new();
        _ = store.Reserve(3);
        Slice slice = ColumnEncoder.Encode(values, store, fullPrecision);
        store.Trim();
        double[] decoded = new double[values.Length];
        ColumnDecoder.Decode(slice, store, 0, decoded);
        return (decoded, slice.Width);
    }

    private static bool Same(double[] left, double[] right) => left.AsSpan().SequenceEqual(right)
        && left.Zip(right).All(pair => BitConverter.DoubleToInt64Bits(pair.First) == BitConverter.DoubleToInt64Bits(pair.Second));

    private static void AssertSame(double[] found, double[] expected) =>
        Assert.That(found.Select(BitConverter.DoubleToInt64Bits), Is.EqualTo(expected.Select(BitConverter.DoubleToInt64Bits)));
}
