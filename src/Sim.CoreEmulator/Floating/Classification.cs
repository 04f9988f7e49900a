namespace Sim.CoreEmulator.Floating;

/// <summary>The classes that fclass tells apart: one bit each. Manual, chapter "F", classify instruction.</summary>
internal static class Classification
{
    public const ulong NegativeInfinity = 1 << 0;

    public const ulong NegativeNormal = 1 << 1;

    public const ulong NegativeSubnormal = 1 << 2;

    public const ulong NegativeZero = 1 << 3;

    public const ulong PositiveZero = 1 << 4;

    public const ulong PositiveSubnormal = 1 << 5;

    public const ulong PositiveNormal = 1 << 6;

    public const ulong PositiveInfinity = 1 << 7;

    public const ulong SignalingNan = 1 << 8;

    public const ulong QuietNan = 1 << 9;

    /// <summary>The class of this number.</summary>
    public static ulong Of<TFormat>(ulong a)
        where TFormat : struct, IFormat
    {
        if (Format<TFormat>.IsNan(a))
        {
            return Format<TFormat>.IsSignalingNan(a) ? SignalingNan : QuietNan;
        }

        bool negative = Format<TFormat>.IsNegative(a);
        if (Format<TFormat>.IsInfinite(a))
        {
            return negative ? NegativeInfinity : PositiveInfinity;
        }

        if (Format<TFormat>.IsZero(a))
        {
            return negative ? NegativeZero : PositiveZero;
        }

        if (Format<TFormat>.Magnitude(a) < Format<TFormat>.SmallestNormal)
        {
            return negative ? NegativeSubnormal : PositiveSubnormal;
        }

        return negative ? NegativeNormal : PositiveNormal;
    }
}
