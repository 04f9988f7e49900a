using System;
using NUnit.Framework;
using Sim.CoreEmulator.Floating;

namespace Sim.Tests.CoreEmulator.Floating;

/// <summary>Rounding by hand, in half precision, where numbers are short: 11 bits, exponents -14 to 15, the smallest number 2^-24.</summary>
internal sealed class RoundingTests
{
    private const uint Rne = RoundingMode.Rne;
    private const uint Rtz = RoundingMode.Rtz;
    private const uint Rdn = RoundingMode.Rdn;
    private const uint Rup = RoundingMode.Rup;
    private const uint Rmm = RoundingMode.Rmm;
    private const uint NX = Fflags.NX;
    private const uint UF = Fflags.UF;
    private const uint OF = Fflags.OF;

    // 1 and half a unit in the last place; the next number and half a unit; a little less and a little more than half.
    [TestCase(1, 0.5, new double[] { 0, 0, 0, 1, 1 })]
    [TestCase(1, 1.5, new double[] { 2, 1, 1, 2, 2 })]
    [TestCase(1, 0.499, new double[] { 0, 0, 0, 1, 0 })]
    [TestCase(1, 0.501, new double[] { 1, 0, 0, 1, 1 })]
    [TestCase(-1, 0.5, new double[] { 0, 0, 1, 0, 1 })]
    [TestCase(-1, 1.5, new double[] { 2, 1, 2, 1, 2 })]
    [TestCase(-1, 0.499, new double[] { 0, 0, 1, 0, 0 })]
    [TestCase(-1, 0.501, new double[] { 1, 0, 1, 0, 1 })]
    public void Halfway_and_around_it(int sign, double units, double[] expected)
    {
        for (uint rm = Rne; rm <= Rmm; rm++)
        {
            uint flags = 0;
            ulong rounded = ToHalf(sign * (1 + (units * Math.ScaleB(1, -10))), rm, ref flags);
            Assert.That(rounded, Is.EqualTo(Operand.Half(sign * (1 + (expected[rm] * Math.ScaleB(1, -10))))), $"rm {rm}");
            Assert.That(flags, Is.EqualTo(NX), $"rm {rm}");
        }
    }

    [Test]
    public void What_is_exact_raises_nothing_in_any_mode([Values(1.0, -1.5, 65504.0, 5.9604644775390625e-8, -6.103515625e-5)] double value)
    {
        for (uint rm = Rne; rm <= Rmm; rm++)
        {
            uint flags = 0;
            Assert.That(ToHalf(value, rm, ref flags), Is.EqualTo(Operand.Half(value)));
            Assert.That(flags, Is.Zero);
        }
    }

    // 65504 is the largest number and 65536 would be the next: 65520 is halfway.
    [TestCase(65519, Rne, 0x7bff, NX)]
    [TestCase(65520, Rne, 0x7c00, OF | NX)]
    [TestCase(65520, Rmm, 0x7c00, OF | NX)]
    [TestCase(65520, Rtz, 0x7bff, NX)]
    [TestCase(65520, Rdn, 0x7bff, NX)]
    [TestCase(65505, Rup, 0x7c00, OF | NX)]
    [TestCase(-65505, Rup, 0xfbff, NX)]
    [TestCase(-65505, Rdn, 0xfc00, OF | NX)]
    [TestCase(65536, Rtz, 0x7bff, OF | NX)]
    [TestCase(65536, Rdn, 0x7bff, OF | NX)]
    [TestCase(-65536, Rtz, 0xfbff, OF | NX)]
    [TestCase(-65536, Rup, 0xfbff, OF | NX)]
    [TestCase(-1e300, Rne, 0xfc00, OF | NX)]
    public void Overflow_ends_at_infinity_or_the_largest_number(double value, uint rm, int expected, uint raised) =>
        Check(value, rm, expected, raised);

    // Below 2^-14 numbers are 2^-24 apart. Halfway cases there, and half of the smallest number.
    [TestCase(2.5, Rne, 2, UF | NX)]
    [TestCase(3.5, Rne, 4, UF | NX)]
    [TestCase(2.5, Rmm, 3, UF | NX)]
    [TestCase(2.5, Rtz, 2, UF | NX)]
    [TestCase(2.5, Rup, 3, UF | NX)]
    [TestCase(2.5, Rdn, 2, UF | NX)]
    [TestCase(0.5, Rne, 0, UF | NX)]
    [TestCase(0.5, Rmm, 1, UF | NX)]
    [TestCase(0.51, Rne, 1, UF | NX)]
    [TestCase(1e-30, Rup, 1, UF | NX)]
    [TestCase(1e-30, Rne, 0, UF | NX)]
    [TestCase(-1e-30, Rdn, 0x8001, UF | NX)]
    [TestCase(-1e-30, Rup, 0x8000, UF | NX)]
    [TestCase(1023, Rne, 0x3ff, 0u)]
    [TestCase(1024, Rne, 0x400, 0u)]
    public void Subnormal_numbers(double units, uint rm, int expected, uint raised) => Check(units * Math.ScaleB(1, -24), rm, expected, raised);

    // 2^-14 (1 - x): with 11 bits of significand and no lower bound of exponents, numbers just below 2^-14 are 2^-25 = 2^-14 × 2^-11
    // apart. What would be rounded up to 2^-14 there is not tiny; what ends at 2^-14 only because subnormals are farther apart is.
    [TestCase(-12, 0, Rne, 0x400, NX)]
    [TestCase(-13, 0, Rne, 0x400, NX)]
    [TestCase(-12, -20, Rne, 0x400, UF | NX)]
    [TestCase(-12, 0, Rmm, 0x400, NX)]
    [TestCase(-12, -20, Rmm, 0x400, UF | NX)]
    [TestCase(-11, 0, Rne, 0x400, UF | NX)]
    [TestCase(-12, -20, Rup, 0x400, NX)]
    [TestCase(-11, 0, Rup, 0x400, UF | NX)]
    [TestCase(-30, 0, Rtz, 0x3ff, UF | NX)]
    [TestCase(-30, 0, Rdn, 0x3ff, UF | NX)]
    public void Tininess_is_detected_after_rounding(int below, int further, uint rm, int expected, uint raised) =>
        Check(Math.ScaleB(1 - Math.ScaleB(1, below) - (further == 0 ? 0 : Math.ScaleB(1, further)), -14), rm, expected, raised);

    [Test]
    public void Shifting_right_remembers_that_something_was_lost()
    {
        Assert.That(Rounding.ShiftRightJam(0b1000UL, 3), Is.EqualTo(1UL));
        Assert.That(Rounding.ShiftRightJam(0b10001UL, 3), Is.EqualTo(0b11UL));
        Assert.That(Rounding.ShiftRightJam(0b10000UL, 3), Is.EqualTo(0b10UL));
        Assert.That(Rounding.ShiftRightJam(5UL, 0), Is.EqualTo(5UL));
        Assert.That(Rounding.ShiftRightJam(1UL, 200), Is.EqualTo(1UL));
        Assert.That(Rounding.ShiftRightJam(0UL, 200), Is.Zero);
        Assert.That(Rounding.ShiftRightJam(UInt128.One << 100, 100), Is.EqualTo(UInt128.One));
        Assert.That(Rounding.ShiftRightJam((UInt128.One << 100) + 1, 99), Is.EqualTo((UInt128)3));
        Assert.That(Rounding.ShiftRightJam(UInt128.One, 128), Is.EqualTo(UInt128.One));
    }

    private static void Check(double value, uint rm, int expected, uint raised)
    {
        uint flags = 0;
        Assert.That(ToHalf(value, rm, ref flags), Is.EqualTo((ulong)expected));
        Assert.That(flags, Is.EqualTo(raised));
    }

    private static ulong ToHalf(double value, uint rm, ref uint flags) =>
        Conversion.Convert<Binary64, Binary16>(Operand.Double(value), rm, ref flags);
}
