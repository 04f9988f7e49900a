using System;

namespace Sim.CoreEmulator.Floating;

/// <summary>
/// The arithmetic of IEEE 754-2008 in integers: exact in every format, rounding mode and flag, and the same on every host.
/// NaN results are canonical, underflow is judged after rounding. Manual, chapter "F", NaN generation and subnormal arithmetic.
/// </summary>
internal static class Arithmetic
{
    /// <summary>The last of a significand's bits that a format of 53 can set: see <see cref="Number.Significand"/>.</summary>
    private const int Unused = Number.Leading - 52;

    /// <summary>a + b.</summary>
    public static ulong Add<TFormat>(ulong a, ulong b, uint rm, ref uint flags)
        where TFormat : struct, IFormat
    {
        if (!Format<TFormat>.IsFinite(a) || !Format<TFormat>.IsFinite(b))
        {
            return AddNonFinite<TFormat>(a, b, ref flags);
        }

        if (Format<TFormat>.IsZero(a) || Format<TFormat>.IsZero(b))
        {
            return AddZero<TFormat>(a, b, rm);
        }

        Number x = Number.Of<TFormat>(a);
        Number y = Number.Of<TFormat>(b);
        if (x.Scale < y.Scale)
        {
            (x, y) = (y, x);
        }

        ulong smaller = Rounding.ShiftRightJam(y.Significand, x.Scale - y.Scale);
        if (x.Negative == y.Negative)
        {
            return Rounding.Round<TFormat>(x.Negative, x.Scale, x.Significand + smaller, rm, ref flags);
        }

        long difference = (long)(x.Significand - smaller);
        return difference == 0
            ? ExactZero<TFormat>(rm)
            : Rounding.Round<TFormat>(x.Negative != (difference < 0), x.Scale, (ulong)Math.Abs(difference), rm, ref flags);
    }

    /// <summary>a × b.</summary>
    public static ulong Multiply<TFormat>(ulong a, ulong b, uint rm, ref uint flags)
        where TFormat : struct, IFormat
    {
        bool negative = Format<TFormat>.IsNegative(a ^ b);
        if (!Format<TFormat>.IsFinite(a) || !Format<TFormat>.IsFinite(b))
        {
            return MultiplyNonFinite<TFormat>(a, b, negative, ref flags);
        }

        if (Format<TFormat>.IsZero(a) || Format<TFormat>.IsZero(b))
        {
            return Format<TFormat>.Zero(negative);
        }

        Number x = Number.Of<TFormat>(a);
        Number y = Number.Of<TFormat>(b);
        ulong high = Math.BigMul(x.Significand, y.Significand, out ulong low);
        return Rounding.Round<TFormat>(negative, x.Scale + y.Scale + 64, high | Rounding.Sticky(low != 0), rm, ref flags);
    }

    /// <summary>a ÷ b.</summary>
    public static ulong Divide<TFormat>(ulong a, ulong b, uint rm, ref uint flags)
        where TFormat : struct, IFormat
    {
        bool negative = Format<TFormat>.IsNegative(a ^ b);
        if (!Format<TFormat>.IsFinite(a) || !Format<TFormat>.IsFinite(b) || Format<TFormat>.IsZero(a) || Format<TFormat>.IsZero(b))
        {
            return DivideSpecial<TFormat>(a, b, negative, ref flags);
        }

        Number x = Number.Of<TFormat>(a);
        Number y = Number.Of<TFormat>(b);
        const int Places = 56;
        ulong quotient = Quotient(x.Significand >> Unused, y.Significand >> Unused, Places, out bool exact);
        return Rounding.Round<TFormat>(negative, x.Scale - y.Scale - Places, quotient | Rounding.Sticky(!exact), rm, ref flags);
    }

    /// <summary>√a.</summary>
    public static ulong SquareRoot<TFormat>(ulong a, uint rm, ref uint flags)
        where TFormat : struct, IFormat
    {
        if (Format<TFormat>.IsNan(a))
        {
            return Format<TFormat>.PropagateNan(a, a, ref flags);
        }

        if (Format<TFormat>.IsZero(a) || a == Format<TFormat>.Infinity)
        {
            return a;
        }

        if (Format<TFormat>.IsNegative(a))
        {
            return Format<TFormat>.Invalid(ref flags);
        }

        Number x = Number.Of<TFormat>(a);
        int odd = x.Scale & 1;
        const int Places = 29;
        ulong root = Root((x.Significand >> Unused) << odd, Places, out bool exact);
        return Rounding.Round<TFormat>(
            false, ((x.Scale + Unused - odd) >> 1) - Places, root | Rounding.Sticky(!exact), rm, ref flags);
    }

    /// <summary>a × b + c, rounded once.</summary>
    public static ulong MultiplyAdd<TFormat>(ulong a, ulong b, ulong c, uint rm, ref uint flags)
        where TFormat : struct, IFormat
    {
        bool negative = Format<TFormat>.IsNegative(a ^ b);
        if (!Format<TFormat>.IsFinite(a) || !Format<TFormat>.IsFinite(b) || !Format<TFormat>.IsFinite(c))
        {
            return MultiplyAddNonFinite<TFormat>(a, b, c, negative, ref flags);
        }

        if (Format<TFormat>.IsZero(a) || Format<TFormat>.IsZero(b))
        {
            return AddZero<TFormat>(Format<TFormat>.Zero(negative), c, rm);
        }

        if (Format<TFormat>.IsZero(c))
        {
            return Multiply<TFormat>(a, b, rm, ref flags);
        }

        return MultiplyAddFinite<TFormat>(Number.Of<TFormat>(a), Number.Of<TFormat>(b), Number.Of<TFormat>(c), rm, ref flags);
    }

    private static ulong MultiplyAddFinite<TFormat>(Number a, Number b, Number c, uint rm, ref uint flags)
        where TFormat : struct, IFormat
    {
        // Both with the leading bit at 124 or 125. Bits are lost to the sticky one only when the smaller is shifted by more than 20
        // (the product's lowest bit is at 20), and then the difference has lost no more than two at its top.
        ulong high = Math.BigMul(a.Significand, b.Significand, out ulong low);
        var product = new UInt128(high, low);
        UInt128 addend = (UInt128)c.Significand << Number.Leading;
        int productScale = a.Scale + b.Scale;
        int scale = Math.Max(productScale, c.Scale - Number.Leading);
        product = Rounding.ShiftRightJam(product, scale - productScale);
        addend = Rounding.ShiftRightJam(addend, scale - (c.Scale - Number.Leading));

        bool negative = a.Negative != b.Negative;
        UInt128 sum;
        if (negative == c.Negative)
        {
            sum = product + addend;
        }
        else if (product >= addend)
        {
            sum = product - addend;
        }
        else
        {
            sum = addend - product;
            negative = !negative;
        }

        if (sum == 0)
        {
            return ExactZero<TFormat>(rm);
        }

        int down = Math.Max(0, 64 - (int)UInt128.LeadingZeroCount(sum));
        return Rounding.Round<TFormat>(negative, scale + down, (ulong)Rounding.ShiftRightJam(sum, down), rm, ref flags);
    }

    /// <summary>x × 2^places ÷ y, rounded down, of two integers of 53 bits.</summary>
    /// <remarks>
    /// The host's quotient is right to 53 bits, so it is at most 8 off in the last of the 57 here. That leaves a remainder
    /// of less than 2^57, which arithmetic modulo 2^64 gives exactly and which tells the right quotient.
    /// </remarks>
    private static ulong Quotient(ulong x, ulong y, int places, out bool exact)
    {
        ulong quotient = (ulong)((double)x / y * (1UL << places));
        long remainder = (long)((x << places) - (quotient * y));
        while (remainder < 0)
        {
            quotient--;
            remainder += (long)y;
        }

        while (remainder >= (long)y)
        {
            quotient++;
            remainder -= (long)y;
        }

        exact = remainder == 0;
        return quotient;
    }

    /// <summary>√(x × 4^places), rounded down, of an integer of 53 bits, or of 54 whose last is clear.</summary>
    /// <remarks>As with <see cref="Quotient"/>: the host's root is right to 53 bits, at most 4 off here, and the remainder less than 2^60.</remarks>
    private static ulong Root(ulong x, int places, out bool exact)
    {
        ulong root = (ulong)(Math.Sqrt(x) * (1UL << places));
        long remainder = (long)((x << (2 * places)) - (root * root));
        while (remainder < 0)
        {
            root--;
            remainder += (long)((2 * root) + 1);
        }

        while (remainder > (long)(2 * root))
        {
            remainder -= (long)((2 * root) + 1);
            root++;
        }

        exact = remainder == 0;
        return root;
    }

    /// <summary>The sum of two numbers that cancel: +0, but -0 when rounding down.</summary>
    private static ulong ExactZero<TFormat>(uint rm)
        where TFormat : struct, IFormat => Format<TFormat>.Zero(rm == RoundingMode.Rdn);

    private static ulong AddZero<TFormat>(ulong a, ulong b, uint rm)
        where TFormat : struct, IFormat
    {
        if (!Format<TFormat>.IsZero(a))
        {
            return a;
        }

        return a == b || !Format<TFormat>.IsZero(b) ? b : ExactZero<TFormat>(rm);
    }

    private static ulong AddNonFinite<TFormat>(ulong a, ulong b, ref uint flags)
        where TFormat : struct, IFormat
    {
        if (Format<TFormat>.IsNan(a) || Format<TFormat>.IsNan(b))
        {
            return Format<TFormat>.PropagateNan(a, b, ref flags);
        }

        if (Format<TFormat>.IsFinite(a))
        {
            return b;
        }

        return a == b || Format<TFormat>.IsFinite(b) ? a : Format<TFormat>.Invalid(ref flags);
    }

    private static ulong MultiplyNonFinite<TFormat>(ulong a, ulong b, bool negative, ref uint flags)
        where TFormat : struct, IFormat
    {
        if (Format<TFormat>.IsNan(a) || Format<TFormat>.IsNan(b))
        {
            return Format<TFormat>.PropagateNan(a, b, ref flags);
        }

        return Format<TFormat>.IsZero(a) || Format<TFormat>.IsZero(b)
            ? Format<TFormat>.Invalid(ref flags)
            : Format<TFormat>.Zero(negative) | Format<TFormat>.Infinity;
    }

    private static ulong DivideSpecial<TFormat>(ulong a, ulong b, bool negative, ref uint flags)
        where TFormat : struct, IFormat
    {
        if (Format<TFormat>.IsNan(a) || Format<TFormat>.IsNan(b))
        {
            return Format<TFormat>.PropagateNan(a, b, ref flags);
        }

        bool toInfinity = Format<TFormat>.IsInfinite(a) || Format<TFormat>.IsZero(b);
        bool toZero = Format<TFormat>.IsZero(a) || Format<TFormat>.IsInfinite(b);
        if (toInfinity && toZero)
        {
            return Format<TFormat>.Invalid(ref flags);
        }

        flags |= Format<TFormat>.IsFinite(a) && toInfinity ? Fflags.DZ : 0;
        return Format<TFormat>.Zero(negative) | (toInfinity ? Format<TFormat>.Infinity : 0);
    }

    private static ulong MultiplyAddNonFinite<TFormat>(ulong a, ulong b, ulong c, bool negative, ref uint flags)
        where TFormat : struct, IFormat
    {
        if (Format<TFormat>.IsFinite(a) && Format<TFormat>.IsFinite(b))
        {
            return Format<TFormat>.IsNan(c) ? Format<TFormat>.PropagateNan(c, c, ref flags) : c;
        }

        // ∞ × 0 raises NV even when the addend is a quiet NaN. Manual, chapter "F", computational instructions.
        ulong product = MultiplyNonFinite<TFormat>(a, b, negative, ref flags);
        return AddNonFinite<TFormat>(product, c, ref flags);
    }
}
