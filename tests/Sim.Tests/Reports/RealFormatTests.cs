using System;
using System.Globalization;
using System.Text;
using FsCheck.Fluent;
using NUnit.Framework;
using Sim.Reports.Results;

namespace Sim.Tests.Reports;

internal sealed class RealFormatTests
{
    [TestCase(0.0, "0")]
    [TestCase(-0.0, "0")]
    [TestCase(double.NaN, "")]
    [TestCase(1.0 / 3, "0.333333333")]
    [TestCase(-2.0 / 3, "-0.666666667")]
    [TestCase(0.1 + 0.2, "0.3")]
    [TestCase(2600, "2600")]
    [TestCase(1234567.891, "1234567.89")]
    [TestCase(999999999.6, "1000000000")]
    [TestCase(99999999.96, "100000000")]
    [TestCase(9.9999999996, "10")]
    [TestCase(12345678912.3, "12345678900")]
    [TestCase(1e-5, "1E-05")]
    [TestCase(0.0001, "0.0001")]
    [TestCase(0.00009999999999, "0.0001")]
    [TestCase(0.00012345678949, "0.000123456789")]
    [TestCase(1e15, "1000000000000000")]
    [TestCase(999999999999999, "1000000000000000")]
    [TestCase(1e17, "1E+17")]
    [TestCase(double.Epsilon, "5E-324")]
    [TestCase(double.MaxValue, "1.79769313E+308")]
    [TestCase(double.PositiveInfinity, "Infinity")]
    [TestCase(-1.5e-7, "-1.5E-07")]
    public void Rounds_to_nine_digits_and_writes_them_as_short_as_can_be(double value, string expected) =>
        Assert.That(Write(value), Is.EqualTo(expected));

    [FsCheck.NUnit.Property(MaxTest = 5000)]
    public void Agrees_with_the_runtimes_own_rounding(double mantissa, sbyte exponent)
    {
        double value = mantissa * Math.Pow(10, Math.Round(exponent / 8.0));
        Assert.That(Write(value), Is.EqualTo(Exact(value)));
    }

    [FsCheck.NUnit.Property(MaxTest = 5000)]
    public FsCheck.Property Agrees_near_ties() =>
        Prop.ForAll(
            Gen.Choose(100_000_000, 999_999_999).SelectMany(digits => Gen.Choose(-12, 5).Select(e => (digits, e))).ToArbitrary(),
            sample =>
            {
                // d.5 in the last place is a tie, or a neighbour of one once it is scaled
                double value = (sample.digits + 0.5) * Math.Pow(10, sample.e);
                Assert.That(Write(value), Is.EqualTo(Exact(value)));
            });

    private static string Write(double value)
    {
        Span<byte> text = stackalloc byte[RealFormat.MaxLength];
        return Encoding.ASCII.GetString(text[..RealFormat.Write(value, text)]);
    }

    /// <summary>The definition: rounded by the runtime (IEEE exact since .NET Core 3.0), then the shortest text that reads back.</summary>
    private static string Exact(double value)
    {
        if (double.IsNaN(value))
        {
            return "";
        }

        double rounded = double.Parse(value.ToString("E8", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return rounded is 0 ? "0" : rounded.ToString("R", CultureInfo.InvariantCulture);
    }
}
