using System;
using Sim.CoreEmulator.Floating;

namespace Sim.Tests.CoreEmulator.Floating;

/// <summary>Operands of floating-point arithmetic: of numbers, and at random with a bias to what is special.</summary>
internal static class Operand
{
    public static ulong Half(double value) => BitConverter.HalfToUInt16Bits((Half)value);

    public static ulong Single(double value) => BitConverter.SingleToUInt32Bits((float)value);

    public static ulong Double(double value) => BitConverter.DoubleToUInt64Bits(value);

    /// <summary>A NaN of the host as RISC-V has it.</summary>
    public static ulong Canonical<TFormat>(ulong bits)
        where TFormat : struct, IFormat => Format<TFormat>.IsNan(bits) ? Format<TFormat>.CanonicalNan : bits;

    /// <summary>
    /// An operand drawn from a seed. Exponents are often at the ends of the range or near that of one, fractions are often all clear,
    /// all set, short, or a bit off these.
    /// </summary>
    public static ulong Of<TFormat>(ulong seed)
        where TFormat : struct, IFormat
    {
        unchecked
        {
            ulong choice = Mix(ref seed);
            ulong all = Format<TFormat>.FractionMask;
            ulong oneBit = 1UL << (int)(Mix(ref seed) % (ulong)TFormat.FractionBits);
            ulong fraction = ((choice >> 8) % 6) switch
            {
                0 => 0,
                1 => all,
                2 => oneBit,
                3 => all ^ oneBit,
                4 => Mix(ref seed) & all & ~(oneBit - 1),
                _ => Mix(ref seed) & all,
            };
            int highest = Format<TFormat>.MaximumExponent;
            int near = (int)(Mix(ref seed) % (ulong)((2 * TFormat.FractionBits) + 6)) - TFormat.FractionBits - 3;
            int exponent = (choice % 8) switch
            {
                0 => 0,
                1 => highest,
                2 => 1 + (int)(choice >> 32) % 4,
                3 => highest - 1 - ((int)(choice >> 34) & 3),
                4 or 5 => Math.Clamp(Format<TFormat>.Bias + near, 0, highest),
                _ => (int)(Mix(ref seed) % (ulong)(highest + 1)),
            };
            exponent &= highest;
            return Format<TFormat>.Zero((choice & 0x80) != 0) | ((ulong)exponent << TFormat.FractionBits) | fraction;
        }
    }

    /// <summary>The next of SplitMix64.</summary>
    public static ulong Mix(ref ulong state)
    {
        unchecked
        {
            ulong x = state += 0x9E37_79B9_7F4A_7C15;
            x = (x ^ (x >> 30)) * 0xBF58_476D_1CE4_E5B9;
            x = (x ^ (x >> 27)) * 0x94D0_49BB_1331_11EB;
            return x ^ (x >> 31);
        }
    }
}
