using System;
using FsCheck;
using NUnit.Framework;
using Sim.CoreEmulator.Floating;

namespace Sim.Tests.CoreEmulator.Floating;

/// <summary>Conversions at the borders. Manual, chapter "F", table of the domains of float-to-integer conversions.</summary>
internal sealed class ConversionTests
{
    private const uint W = IntegerType.W;
    private const uint Wu = IntegerType.Wu;
    private const uint L = IntegerType.L;
    private const uint Lu = IntegerType.Lu;
    private const uint Rne = RoundingMode.Rne;
    private const uint Rtz = RoundingMode.Rtz;
    private const uint Rdn = RoundingMode.Rdn;
    private const uint Rup = RoundingMode.Rup;
    private const uint Rmm = RoundingMode.Rmm;
    private const uint NX = Fflags.NX;
    private const uint NV = Fflags.NV;

    [TestCase(double.NaN, 0x7fff_ffffL, -1L, long.MaxValue, -1L)]
    [TestCase(double.PositiveInfinity, 0x7fff_ffffL, -1L, long.MaxValue, -1L)]
    [TestCase(double.NegativeInfinity, -0x8000_0000L, 0L, long.MinValue, 0L)]
    [TestCase(1e30, 0x7fff_ffffL, -1L, long.MaxValue, -1L)]
    [TestCase(-1e30, -0x8000_0000L, 0L, long.MinValue, 0L)]
    public void What_does_not_fit_saturates(double value, long w, long wu, long l, long lu)
    {
        Check(value, W, Rtz, w, NV);
        Check(value, Wu, Rtz, wu, NV);
        Check(value, L, Rtz, l, NV);
        Check(value, Lu, Rtz, lu, NV);
    }

    [TestCase(2147483647.0, W, Rne, 0x7fff_ffffL, 0u)]
    [TestCase(2147483647.25, W, Rne, 0x7fff_ffffL, NX)]
    [TestCase(2147483647.5, W, Rne, 0x7fff_ffffL, NV)]
    [TestCase(2147483647.5, W, Rtz, 0x7fff_ffffL, NX)]
    [TestCase(2147483647.25, W, Rup, 0x7fff_ffffL, NV)]
    [TestCase(-2147483648.0, W, Rne, -0x8000_0000L, 0u)]
    [TestCase(-2147483648.5, W, Rne, -0x8000_0000L, NX)]
    [TestCase(-2147483648.5, W, Rmm, -0x8000_0000L, NV)]
    [TestCase(-2147483648.5, W, Rdn, -0x8000_0000L, NV)]
    [TestCase(4294967295.0, Wu, Rne, -1L, 0u)]
    [TestCase(4294967295.5, Wu, Rne, -1L, NV)]
    [TestCase(2147483648.0, Wu, Rne, -0x8000_0000L, 0u)]
    [TestCase(-0.5, Wu, Rne, 0L, NX)]
    [TestCase(-0.5, Wu, Rmm, 0L, NV)]
    [TestCase(-0.5, Wu, Rdn, 0L, NV)]
    [TestCase(-0.999, Lu, Rtz, 0L, NX)]
    [TestCase(-1.0, Lu, Rtz, 0L, NV)]
    [TestCase(-0.0, Lu, Rdn, 0L, 0u)]
    [TestCase(9223372036854774784.0, L, Rne, 9223372036854774784L, 0u)]
    [TestCase(9223372036854775808.0, L, Rne, long.MaxValue, NV)]
    [TestCase(-9223372036854775808.0, L, Rne, long.MinValue, 0u)]
    [TestCase(9223372036854775808.0, Lu, Rne, long.MinValue, 0u)]
    [TestCase(18446744073709549568.0, Lu, Rne, -2048L, 0u)]
    [TestCase(18446744073709551616.0, Lu, Rne, -1L, NV)]
    [TestCase(2.5, W, Rne, 2L, NX)]
    [TestCase(3.5, W, Rne, 4L, NX)]
    [TestCase(2.5, W, Rmm, 3L, NX)]
    [TestCase(-2.5, W, Rmm, -3L, NX)]
    [TestCase(-2.5, W, Rdn, -3L, NX)]
    [TestCase(-2.5, W, Rup, -2L, NX)]
    [TestCase(5e-324, W, Rup, 1L, NX)]
    [TestCase(5e-324, W, Rne, 0L, NX)]
    [TestCase(0.5, L, Rne, 0L, NX)]
    [TestCase(0.5000000000000001, L, Rne, 1L, NX)]
    public void To_integers(double value, uint type, uint rm, long expected, uint raised) => Check(value, type, rm, expected, raised);

    [TestCase(16777217L, L, Rne, 16777216.0, NX)]
    [TestCase(16777217L, L, Rmm, 16777218.0, NX)]
    [TestCase(16777217L, L, Rup, 16777218.0, NX)]
    [TestCase(-16777217L, L, Rup, -16777216.0, NX)]
    [TestCase(-16777217L, L, Rdn, -16777218.0, NX)]
    [TestCase(-1L, W, Rne, -1.0, 0u)]
    [TestCase(-1L, Wu, Rne, 4294967296.0, NX)]
    [TestCase(-1L, Wu, Rtz, 4294967040.0, NX)]
    [TestCase(-1L, Lu, Rne, 18446744073709551616.0, NX)]
    [TestCase(long.MinValue, L, Rne, -9223372036854775808.0, 0u)]
    [TestCase(long.MinValue, W, Rne, 0.0, 0u)]
    [TestCase(0x1_0000_0001L, W, Rne, 1.0, 0u)]
    [TestCase(0L, L, Rdn, 0.0, 0u)]
    public void Integers_to_single_precision(long value, uint type, uint rm, double expected, uint raised)
    {
        uint flags = 0;
        Assert.That(Conversion.FromInteger<Binary32>(unchecked((ulong)value), type, rm, ref flags), Is.EqualTo(Operand.Single(expected)));
        Assert.That(flags, Is.EqualTo(raised));
    }

    [TestCase(65519L, Rne, 0x7bff, NX)]
    [TestCase(65520L, Rne, 0x7c00, Fflags.OF | NX)]
    [TestCase(long.MinValue, Rtz, 0xfbff, Fflags.OF | NX)]
    public void Integers_overflow_half_precision(long value, uint rm, int expected, uint raised)
    {
        uint flags = 0;
        Assert.That(Conversion.FromInteger<Binary16>(unchecked((ulong)value), L, rm, ref flags), Is.EqualTo((ulong)expected));
        Assert.That(flags, Is.EqualTo(raised));
    }

    [Test]
    public void Every_half_survives_the_way_to_wider_formats_and_back()
    {
        for (ulong a = 0; a < 1 << 16; a++)
        {
            uint flags = 0;
            ulong single = Conversion.Convert<Binary16, Binary32>(a, Rne, ref flags);
            ulong wide = Conversion.Convert<Binary32, Binary64>(single, Rne, ref flags);
            Assert.That(Conversion.Convert<Binary16, Binary64>(a, Rne, ref flags), Is.EqualTo(wide));
            Assert.That(Conversion.Convert<Binary64, Binary16>(wide, Rtz, ref flags), Is.EqualTo(Operand.Canonical<Binary16>(a)));
            Assert.That(flags, Is.EqualTo(Format<Binary16>.IsSignalingNan(a) ? NV : 0));
        }
    }

    [FsCheck.NUnit.Property(MaxTest = 2000)]
    public void Integers_in_range_are_the_hosts(DoNotSize<ulong> seed)
    {
        double value = Binary64.ToHost(Operand.Of<Binary64>(seed.Item));
        if (Math.Abs(value) < 9e18)
        {
            Check(value, L, Rtz, (long)value, Math.Abs(value - Math.Truncate(value)) > 0 ? NX : 0);
            Check(value, L, Rdn, (long)Math.Floor(value), Math.Abs(value - Math.Floor(value)) > 0 ? NX : 0);
            Check(value, L, Rne, (long)Math.Round(value), Math.Abs(value - Math.Round(value)) > 0 ? NX : 0);
        }

        uint flags = 0;
        Assert.That(Conversion.FromInteger<Binary64>(seed.Item, Lu, Rne, ref flags), Is.EqualTo(Operand.Double(seed.Item)));
        Assert.That(Conversion.FromInteger<Binary64>(seed.Item, L, Rne, ref flags), Is.EqualTo(Operand.Double(unchecked((long)seed.Item))));
    }

    private static void Check(double value, uint type, uint rm, long expected, uint raised)
    {
        uint flags = 0;
        Assert.That(unchecked((long)Conversion.ToInteger<Binary64>(Operand.Double(value), type, rm, ref flags)), Is.EqualTo(expected));
        Assert.That(flags, Is.EqualTo(raised));
    }
}
