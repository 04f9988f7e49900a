using System;
using FsCheck;
using NUnit.Framework;
using Sim.CoreEmulator.Floating;

namespace Sim.Tests.CoreEmulator.Floating;

/// <summary>Arithmetic against the host's, which rounds to nearest, and against what holds for all operands.</summary>
internal sealed class ArithmeticPropertyTests
{
    private delegate ulong Operation(ulong a, ulong b, ulong c, uint rm, ref uint flags);

    private delegate ulong OperationOfTwo(ulong a, ulong b, uint rm, ref uint flags);

    [FsCheck.NUnit.Property(MaxTest = 3000)]
    public void Double_precision_rounds_as_the_host_does(DoNotSize<ulong> first, DoNotSize<ulong> second, DoNotSize<ulong> third)
    {
        ulong a = Operand.Of<Binary64>(first.Item);
        ulong b = Operand.Of<Binary64>(second.Item);
        ulong c = Operand.Of<Binary64>(third.Item);
        double x = BitConverter.UInt64BitsToDouble(a);
        double y = BitConverter.UInt64BitsToDouble(b);
        double z = BitConverter.UInt64BitsToDouble(c);
        uint flags = 0;
        Same(Arithmetic.Add<Binary64>(a, b, 0, ref flags), x + y);
        Same(Arithmetic.Multiply<Binary64>(a, b, 0, ref flags), x * y);
        Same(Arithmetic.Divide<Binary64>(a, b, 0, ref flags), x / y);
        Same(Arithmetic.SquareRoot<Binary64>(a, 0, ref flags), Math.Sqrt(x));
        Same(Arithmetic.MultiplyAdd<Binary64>(a, b, c, 0, ref flags), Math.FusedMultiplyAdd(x, y, z));
        Same(Arithmetic.MultiplyAdd<Binary64>(a, b, Operand.Double(-(x * y)), 0, ref flags), Math.FusedMultiplyAdd(x, y, -(x * y)));
    }

    [FsCheck.NUnit.Property(MaxTest = 3000)]
    public void Single_precision_rounds_as_the_host_does(DoNotSize<ulong> first, DoNotSize<ulong> second, DoNotSize<ulong> third)
    {
        ulong a = Operand.Of<Binary32>(first.Item);
        ulong b = Operand.Of<Binary32>(second.Item);
        ulong c = Operand.Of<Binary32>(third.Item);
        float x = BitConverter.UInt32BitsToSingle((uint)a);
        float y = BitConverter.UInt32BitsToSingle((uint)b);
        float z = BitConverter.UInt32BitsToSingle((uint)c);
        uint flags = 0;
        Same(Arithmetic.Add<Binary32>(a, b, 0, ref flags), x + y);
        Same(Arithmetic.Multiply<Binary32>(a, b, 0, ref flags), x * y);
        Same(Arithmetic.Divide<Binary32>(a, b, 0, ref flags), x / y);
        Same(Arithmetic.SquareRoot<Binary32>(a, 0, ref flags), MathF.Sqrt(x));
        Same(Arithmetic.MultiplyAdd<Binary32>(a, b, c, 0, ref flags), MathF.FusedMultiplyAdd(x, y, z));
        ulong wide = Operand.Of<Binary64>(first.Item);
        Same(Conversion.Convert<Binary64, Binary32>(wide, 0, ref flags), (float)BitConverter.UInt64BitsToDouble(wide));
    }

    // Sums and products of half precision are exact in double; quotients and roots, rounded first to 53 bits and then to 11, are
    // right too, since 53 is at least 2 × 11 + 2.
    [FsCheck.NUnit.Property(MaxTest = 3000)]
    public void Half_precision_rounds_what_double_precision_computes(DoNotSize<ulong> first, DoNotSize<ulong> second)
    {
        ulong a = Operand.Of<Binary16>(first.Item);
        ulong b = Operand.Of<Binary16>(second.Item);
        double x = (double)BitConverter.UInt16BitsToHalf((ushort)a);
        double y = (double)BitConverter.UInt16BitsToHalf((ushort)b);
        uint flags = 0;
        Same(Arithmetic.Add<Binary16>(a, b, 0, ref flags), (Half)(x + y));
        Same(Arithmetic.Multiply<Binary16>(a, b, 0, ref flags), (Half)(x * y));
        Same(Arithmetic.Divide<Binary16>(a, b, 0, ref flags), (Half)(x / y));
        Same(Arithmetic.SquareRoot<Binary16>(a, 0, ref flags), (Half)Math.Sqrt(x));
    }

    // Where double precision holds the exact result, all modes and flags follow from one rounding of it.
    [FsCheck.NUnit.Property(MaxTest = 1000)]
    public void Half_precision_in_all_modes_is_one_rounding_of_the_exact_result(DoNotSize<ulong> first, DoNotSize<ulong> second, DoNotSize<ulong> third)
    {
        ulong a = Operand.Of<Binary16>(first.Item);
        ulong b = Operand.Of<Binary16>(second.Item);
        ulong c = Operand.Of<Binary16>(third.Item);
        double product = (double)BitConverter.UInt16BitsToHalf((ushort)a) * (double)BitConverter.UInt16BitsToHalf((ushort)b);
        double addend = (double)BitConverter.UInt16BitsToHalf((ushort)c);
        double sum = product + addend;
        bool exact = double.IsFinite(sum) && Math.Abs(sum) > 0 && IsExact(product, addend, sum);
        for (uint rm = 0; rm <= 4; rm++)
        {
            if (double.IsFinite(product) && Math.Abs(product) > 0)
            {
                SameRounding(product, Arithmetic.Multiply<Binary16>, a, b, c, rm);
            }

            if (exact)
            {
                SameRounding(sum, Arithmetic.MultiplyAdd<Binary16>, a, b, c, rm);
            }
        }
    }

    [FsCheck.NUnit.Property(MaxTest = 1000)]
    public void Directed_modes_bracket_the_result(DoNotSize<ulong> first, DoNotSize<ulong> second, DoNotSize<ulong> third)
    {
        Bracket<Binary16>(first.Item, second.Item, third.Item);
        Bracket<Binary32>(first.Item, second.Item, third.Item);
        Bracket<Binary64>(first.Item, second.Item, third.Item);
    }

    [FsCheck.NUnit.Property(MaxTest = 1000)]
    public void A_number_less_itself_is_zero(DoNotSize<ulong> seed)
    {
        ulong a = Operand.Of<Binary64>(seed.Item);
        uint flags = 0;
        ulong difference = Arithmetic.Add<Binary64>(a, Format<Binary64>.Negate(a), RoundingMode.Rne, ref flags);
        bool finite = Format<Binary64>.IsFinite(a);
        Assert.That(difference, Is.EqualTo(finite ? 0 : Format<Binary64>.CanonicalNan));
        Assert.That(flags, Is.EqualTo(finite || (Format<Binary64>.IsNan(a) && !Format<Binary64>.IsSignalingNan(a)) ? 0 : Fflags.NV));
    }

    [FsCheck.NUnit.Property(MaxTest = 1000)]
    public void Square_roots_grow_with_their_argument(DoNotSize<ulong> first, DoNotSize<ulong> second)
    {
        ulong a = Format<Binary64>.Magnitude(Operand.Of<Binary64>(first.Item));
        ulong b = (second.Item & 1) != 0 ? a + 1 : Format<Binary64>.Magnitude(Operand.Of<Binary64>(second.Item));
        if (Format<Binary64>.IsNan(a) || Format<Binary64>.IsNan(b))
        {
            return;
        }

        for (uint rm = 0; rm <= 4; rm++)
        {
            uint flags = 0;
            ulong ofA = Arithmetic.SquareRoot<Binary64>(a, rm, ref flags);
            ulong ofB = Arithmetic.SquareRoot<Binary64>(b, rm, ref flags);
            Assert.That(ofA.CompareTo(ofB) * a.CompareTo(b), Is.GreaterThanOrEqualTo(0));
        }
    }

    [FsCheck.NUnit.Property(MaxTest = 1000)]
    public void The_square_root_of_a_square_is_exact(DoNotSize<ulong> seed)
    {
        double root = seed.Item >> 38;
        uint flags = 0;
        Same(Arithmetic.SquareRoot<Binary64>(Operand.Double(root * root), RoundingMode.Rup, ref flags), root);
        Assert.That(flags, Is.Zero);
    }

    private static void Bracket<TFormat>(ulong first, ulong second, ulong third)
        where TFormat : struct, IFormat
    {
        ulong a = Operand.Of<TFormat>(first);
        ulong b = Operand.Of<TFormat>(second);
        ulong c = Operand.Of<TFormat>(third);
        BracketOne<TFormat>((ulong x, ulong y, ulong _, uint rm, ref uint flags) => Arithmetic.Add<TFormat>(x, y, rm, ref flags), a, b, c);
        BracketOne<TFormat>((ulong x, ulong y, ulong _, uint rm, ref uint flags) => Arithmetic.Multiply<TFormat>(x, y, rm, ref flags), a, b, c);
        BracketOne<TFormat>((ulong x, ulong y, ulong _, uint rm, ref uint flags) => Arithmetic.Divide<TFormat>(x, y, rm, ref flags), a, b, c);
        BracketOne<TFormat>((ulong x, ulong _, ulong _, uint rm, ref uint flags) => Arithmetic.SquareRoot<TFormat>(x, rm, ref flags), a, b, c);
        BracketOne<TFormat>(Arithmetic.MultiplyAdd<TFormat>, a, b, c);
    }

    /// <summary>Rounded down and up are the same when exact and neighbours when not; the other modes give one of the two.</summary>
    private static void BracketOne<TFormat>(Operation operation, ulong a, ulong b, ulong c)
        where TFormat : struct, IFormat
    {
        uint flags = 0;
        ulong down = operation(a, b, c, RoundingMode.Rdn, ref flags);
        ulong up = operation(a, b, c, RoundingMode.Rup, ref flags);
        if (Format<TFormat>.IsNan(down) || Format<TFormat>.IsZero(down | up))
        {
            return;
        }

        bool exact = (flags & Fflags.NX) == 0;
        Assert.That(down == up, Is.EqualTo(exact));
        Assert.That(Math.Abs((long)Format<TFormat>.Magnitude(down) - (long)Format<TFormat>.Magnitude(up)), Is.EqualTo(exact ? 0 : 1));
        ulong towardZero = operation(a, b, c, RoundingMode.Rtz, ref flags);
        Assert.That(towardZero, Is.EqualTo(Format<TFormat>.IsNegative(down) ? up : down));
        Assert.That(operation(a, b, c, RoundingMode.Rne, ref flags), Is.EqualTo(down).Or.EqualTo(up));
        Assert.That(operation(a, b, c, RoundingMode.Rmm, ref flags), Is.EqualTo(down).Or.EqualTo(up));
    }

    /// <summary>Knuth's two-sum: whether the sum's error is zero.</summary>
    private static bool IsExact(double x, double y, double sum)
    {
        double ofY = sum - x;
        double ofX = sum - ofY;
        return Math.Abs((x - ofX) + (y - ofY)) <= 0;
    }

    private static void SameRounding(double exact, Operation operation, ulong a, ulong b, ulong c, uint rm)
    {
        uint flags = 0;
        uint expectedFlags = 0;
        ulong expected = Conversion.Convert<Binary64, Binary16>(Operand.Double(exact), rm, ref expectedFlags);
        Assert.That(operation(a, b, c, rm, ref flags), Is.EqualTo(expected));
        Assert.That(flags, Is.EqualTo(expectedFlags));
    }

    private static void SameRounding(double exact, OperationOfTwo operation, ulong a, ulong b, ulong c, uint rm) =>
        SameRounding(exact, (ulong x, ulong y, ulong _, uint mode, ref uint flags) => operation(x, y, mode, ref flags), a, b, c, rm);

    private static void Same(ulong bits, double host) => Assert.That(bits, Is.EqualTo(Operand.Canonical<Binary64>(Operand.Double(host))));

    private static void Same(ulong bits, float host) =>
        Assert.That(bits, Is.EqualTo(Operand.Canonical<Binary32>(BitConverter.SingleToUInt32Bits(host))));

    private static void Same(ulong bits, Half host) =>
        Assert.That(bits, Is.EqualTo(Operand.Canonical<Binary16>(BitConverter.HalfToUInt16Bits(host))));
}
