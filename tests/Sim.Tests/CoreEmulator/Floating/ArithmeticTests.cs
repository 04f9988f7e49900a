using System;
using System.Globalization;
using NUnit.Framework;
using Sim.CoreEmulator.Floating;

namespace Sim.Tests.CoreEmulator.Floating;

/// <summary>Arithmetic by hand. Operands of single precision are written as their 32 bits where it matters.</summary>
internal sealed class ArithmeticTests
{
    private const uint Rne = RoundingMode.Rne;
    private const uint Rdn = RoundingMode.Rdn;
    private const uint Rup = RoundingMode.Rup;
    private const uint NX = Fflags.NX;
    private const uint NV = Fflags.NV;
    private const uint DZ = Fflags.DZ;

    private const string Zero = "00000000";
    private const string MinusZero = "80000000";
    private const string One = "3f800000";
    private const string MinusOne = "bf800000";
    private const string Infinity = "7f800000";
    private const string MinusInfinity = "ff800000";
    private const string QuietNan = "ffc12345";
    private const string SignalingNan = "7f800001";
    private const string Canonical = "7fc00000";
    private const string Largest = "7f7fffff";

    [TestCase(Infinity, MinusInfinity, Canonical, NV)]
    [TestCase(Infinity, Infinity, Infinity, 0u)]
    [TestCase(MinusInfinity, Largest, MinusInfinity, 0u)]
    [TestCase(One, Infinity, Infinity, 0u)]
    [TestCase(QuietNan, One, Canonical, 0u)]
    [TestCase(One, SignalingNan, Canonical, NV)]
    [TestCase(QuietNan, SignalingNan, Canonical, NV)]
    [TestCase(Zero, MinusZero, Zero, 0u)]
    [TestCase(MinusZero, MinusZero, MinusZero, 0u)]
    [TestCase(MinusZero, One, One, 0u)]
    [TestCase(One, MinusOne, Zero, 0u)]
    [TestCase("00800000", "80000001", "007fffff", 0u)]
    [TestCase("00000001", "007fffff", "00800000", 0u)]
    [TestCase(Largest, "73000000", Infinity, Fflags.OF | NX)]
    [TestCase(Largest, "72ffffff", Largest, NX)]
    public void Sums(string a, string b, string expected, uint raised)
    {
        Check(Arithmetic.Add<Binary32>, a, b, Rne, expected, raised);
        Check(Arithmetic.Add<Binary32>, b, a, Rne, expected, raised);
        Check(Binary32.Add, a, b, Rne, expected, raised);
    }

    [Test]
    public void A_difference_of_nothing_is_minus_zero_only_when_rounding_down([Values(0u, 1u, 2u, 3u, 4u)] uint rm)
    {
        string zero = rm == Rdn ? MinusZero : Zero;
        Check(Arithmetic.Add<Binary32>, One, MinusOne, rm, zero, 0);
        Check(Arithmetic.Add<Binary32>, Zero, MinusZero, rm, zero, 0);
        Check(Arithmetic.Add<Binary32>, MinusZero, MinusZero, rm, MinusZero, 0);
    }

    // 1 - 2^-25 is halfway between 1 - 2^-24 and 1; 1 - 2^-26 is nearer to 1; and a tiny number only sets the sticky bit.
    [TestCase("b3000000", Rne, "3f800000", NX)]
    [TestCase("b3000001", Rne, "3f7fffff", NX)]
    [TestCase("b2800000", Rdn, "3f7fffff", NX)]
    [TestCase("80000001", Rne, "3f800000", NX)]
    [TestCase("80000001", Rdn, "3f7fffff", NX)]
    [TestCase("00000001", Rup, "3f800001", NX)]
    [TestCase("b3800000", Rne, "3f7fffff", 0u)]
    public void Sums_with_one_of_something_small(string b, uint rm, string expected, uint raised) =>
        Check(Arithmetic.Add<Binary32>, One, b, rm, expected, raised);

    [TestCase(Infinity, Zero, Canonical, NV)]
    [TestCase(Infinity, MinusOne, MinusInfinity, 0u)]
    [TestCase(QuietNan, Infinity, Canonical, 0u)]
    [TestCase(SignalingNan, Zero, Canonical, NV)]
    [TestCase(MinusZero, One, MinusZero, 0u)]
    [TestCase(MinusZero, MinusOne, Zero, 0u)]
    [TestCase(Largest, "40000000", Infinity, Fflags.OF | NX)]
    [TestCase("00000001", "3f000000", Zero, Fflags.UF | NX)]
    [TestCase("00000003", "3f000000", "00000002", Fflags.UF | NX)]
    [TestCase("00000001", "4b000000", "00800000", 0u)]
    [TestCase("3f800001", "3f800001", "3f800002", NX)]
    public void Products(string a, string b, string expected, uint raised)
    {
        Check(Arithmetic.Multiply<Binary32>, a, b, Rne, expected, raised);
        Check(Arithmetic.Multiply<Binary32>, b, a, Rne, expected, raised);
        Check(Binary32.Multiply, a, b, Rne, expected, raised);
    }

    [TestCase(One, Zero, Infinity, DZ)]
    [TestCase(MinusOne, Zero, MinusInfinity, DZ)]
    [TestCase(One, MinusZero, MinusInfinity, DZ)]
    [TestCase(Zero, MinusZero, Canonical, NV)]
    [TestCase(Infinity, MinusInfinity, Canonical, NV)]
    [TestCase(Infinity, Zero, Infinity, 0u)]
    [TestCase(MinusOne, Infinity, MinusZero, 0u)]
    [TestCase(Zero, MinusOne, MinusZero, 0u)]
    [TestCase(SignalingNan, Zero, Canonical, NV)]
    [TestCase(QuietNan, Zero, Canonical, 0u)]
    [TestCase(One, "40400000", "3eaaaaab", NX)]
    [TestCase("40c00000", "40400000", "40000000", 0u)]
    [TestCase(One, "00000001", Infinity, Fflags.OF | NX)]
    [TestCase("00800000", "40000000", "00400000", 0u)]
    public void Quotients(string a, string b, string expected, uint raised)
    {
        Check(Arithmetic.Divide<Binary32>, a, b, Rne, expected, raised);
        Check(Binary32.Divide, a, b, Rne, expected, raised);
    }

    [TestCase("40800000", Rne, "40000000", 0u)]
    [TestCase("40000000", Rne, "3fb504f3", NX)]
    [TestCase("40000000", Rup, "3fb504f4", NX)]
    [TestCase("40000000", Rdn, "3fb504f3", NX)]
    [TestCase("00000001", Rne, "1a3504f3", NX)]
    [TestCase("00000002", Rne, "1a800000", 0u)]
    [TestCase("3f7fffff", Rne, "3f7fffff", NX)]
    [TestCase("3f7fffff", Rup, "3f800000", NX)]
    [TestCase(Zero, Rne, Zero, 0u)]
    [TestCase(MinusZero, Rne, MinusZero, 0u)]
    [TestCase(Infinity, Rne, Infinity, 0u)]
    [TestCase(MinusInfinity, Rne, Canonical, NV)]
    [TestCase(MinusOne, Rne, Canonical, NV)]
    [TestCase("80000001", Rne, Canonical, NV)]
    [TestCase(QuietNan, Rne, Canonical, 0u)]
    [TestCase(SignalingNan, Rne, Canonical, NV)]
    public void Square_roots(string a, uint rm, string expected, uint raised)
    {
        uint flags = 0;
        Assert.That(Text(Arithmetic.SquareRoot<Binary32>(Bits(a), rm, ref flags)), Is.EqualTo(expected));
        Assert.That(flags, Is.EqualTo(raised));
    }

    [TestCase(Infinity, Zero, QuietNan, Canonical, NV)]
    [TestCase(Infinity, Zero, One, Canonical, NV)]
    [TestCase(Infinity, One, MinusInfinity, Canonical, NV)]
    [TestCase(Infinity, One, Infinity, Infinity, 0u)]
    [TestCase(Infinity, One, QuietNan, Canonical, 0u)]
    [TestCase(One, One, SignalingNan, Canonical, NV)]
    [TestCase(One, SignalingNan, One, Canonical, NV)]
    [TestCase(Largest, Largest, MinusInfinity, MinusInfinity, 0u)]
    [TestCase(Zero, MinusOne, MinusZero, MinusZero, 0u)]
    [TestCase(Zero, One, MinusZero, Zero, 0u)]
    [TestCase(Zero, One, MinusOne, MinusOne, 0u)]
    [TestCase(One, MinusOne, One, Zero, 0u)]
    [TestCase(One, MinusOne, Zero, MinusOne, 0u)]
    public void Fused_multiply_add_of_special_operands(string a, string b, string c, string expected, uint raised) =>
        CheckFused(a, b, c, Rne, expected, raised);

    // (1 + 2^-23)² = 1 + 2^-22 + 2^-46. Less 1 + 2^-22 only 2^-46 remains, which a product that was rounded would have lost.
    [TestCase("3f800001", "3f800001", "bf800002", Rne, "28800000", 0u)]

    // (1 + 2^-12)² = 1 + 2^-11 + 2^-24 is halfway; the addend, as small as can be, decides.
    [TestCase("3f800800", "3f800800", Zero, Rne, "3f801000", NX)]
    [TestCase("3f800800", "3f800800", "00000001", Rne, "3f801001", NX)]
    [TestCase("3f800800", "3f800800", "80000001", Rne, "3f801000", NX)]
    [TestCase("3f800800", "3f800800", "80000001", Rup, "3f801001", NX)]

    // The product is far below the addend: it only decides the direction.
    [TestCase("00800000", "b3800000", One, Rne, One, NX)]
    [TestCase("00800000", "b3800000", One, Rdn, "3f7fffff", NX)]
    [TestCase("00000001", "00000001", One, Rup, "3f800001", NX)]
    [TestCase("00000001", "80000001", MinusOne, Rdn, "bf800001", NX)]

    // The product overflows, the sum does not: 2 × max - max.
    [TestCase(Largest, "40000000", "ff7fffff", Rne, Largest, 0u)]

    // The smallest number squared is nothing but a direction; beside the smallest normal number it is not tiny.
    [TestCase("00000001", "00000001", Zero, Rup, "00000001", Fflags.UF | NX)]
    [TestCase("00000001", "80000001", "00800000", Rne, "00800000", NX)]
    [TestCase("00000001", "80000001", "00800000", RoundingMode.Rtz, "007fffff", Fflags.UF | NX)]
    public void Fused_multiply_add_rounds_once(string a, string b, string c, uint rm, string expected, uint raised) =>
        CheckFused(a, b, c, rm, expected, raised);

    [Test]
    public void A_sum_that_cancels_in_the_fused_operation_is_minus_zero_when_rounding_down()
    {
        CheckFused(One, MinusOne, One, Rdn, MinusZero, 0);
        CheckFused(Zero, MinusOne, Zero, Rdn, MinusZero, 0);
        CheckFused(Zero, MinusOne, Zero, Rup, Zero, 0);
    }

    private delegate ulong Operation(ulong a, ulong b, uint rm, ref uint flags);

    private static void Check(Operation operation, string first, string second, uint rm, string expected, uint raised)
    {
        uint flags = 0;
        Assert.That(Text(operation(Bits(first), Bits(second), rm, ref flags)), Is.EqualTo(expected));
        Assert.That(flags, Is.EqualTo(raised));
    }

    private static void CheckFused(string a, string b, string c, uint rm, string expected, uint raised)
    {
        uint flags = 0;
        Assert.That(Text(Arithmetic.MultiplyAdd<Binary32>(Bits(a), Bits(b), Bits(c), rm, ref flags)), Is.EqualTo(expected));
        Assert.That(flags, Is.EqualTo(raised));
        flags = 0;
        Assert.That(Text(Binary32.MultiplyAdd(Bits(b), Bits(a), Bits(c), rm, ref flags)), Is.EqualTo(expected));
        Assert.That(flags, Is.EqualTo(raised));
    }

    private static ulong Bits(string text) => Convert.ToUInt64(text, 16);

    private static string Text(ulong bits) => bits.ToString("x8", CultureInfo.InvariantCulture);
}
