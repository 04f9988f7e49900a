namespace Sim.CoreEmulator.Floating;

/// <summary>Comparisons, minimum and maximum. Manual, chapter "F", compare instructions and computational instructions.</summary>
internal static class Comparison
{
    /// <summary>a = b: quiet, so only signaling NaNs are invalid.</summary>
    public static bool Equal<TFormat>(ulong a, ulong b, ref uint flags)
        where TFormat : struct, IFormat
    {
        if (Format<TFormat>.IsNan(a) || Format<TFormat>.IsNan(b))
        {
            Format<TFormat>.PropagateNan(a, b, ref flags);
            return false;
        }

        return a == b || (Format<TFormat>.IsZero(a) && Format<TFormat>.IsZero(b));
    }

    /// <summary>a &lt; b: signaling, so any NaN is invalid.</summary>
    public static bool Less<TFormat>(ulong a, ulong b, ref uint flags)
        where TFormat : struct, IFormat =>
        IsOrdered<TFormat>(a, b, ref flags) && Order<TFormat>(a) < Order<TFormat>(b) && !(Format<TFormat>.IsZero(a) && Format<TFormat>.IsZero(b));

    /// <summary>a ≤ b: signaling, so any NaN is invalid.</summary>
    public static bool LessOrEqual<TFormat>(ulong a, ulong b, ref uint flags)
        where TFormat : struct, IFormat =>
        IsOrdered<TFormat>(a, b, ref flags) && (Order<TFormat>(a) <= Order<TFormat>(b) || (Format<TFormat>.IsZero(a) && Format<TFormat>.IsZero(b)));

    /// <summary>IEEE 754-2019's minimumNumber, with -0 below +0.</summary>
    public static ulong Minimum<TFormat>(ulong a, ulong b, ref uint flags)
        where TFormat : struct, IFormat =>
        NumberBesideNan<TFormat>(a, b, ref flags) ?? (Order<TFormat>(a) <= Order<TFormat>(b) ? a : b);

    /// <summary>IEEE 754-2019's maximumNumber, with -0 below +0.</summary>
    public static ulong Maximum<TFormat>(ulong a, ulong b, ref uint flags)
        where TFormat : struct, IFormat =>
        NumberBesideNan<TFormat>(a, b, ref flags) ?? (Order<TFormat>(a) >= Order<TFormat>(b) ? a : b);

    private static bool IsOrdered<TFormat>(ulong a, ulong b, ref uint flags)
        where TFormat : struct, IFormat
    {
        if (!Format<TFormat>.IsNan(a) && !Format<TFormat>.IsNan(b))
        {
            return true;
        }

        flags |= Fflags.NV;
        return false;
    }

    /// <summary>The other operand where one is a NaN, the canonical NaN where both are, nothing where neither is.</summary>
    private static ulong? NumberBesideNan<TFormat>(ulong a, ulong b, ref uint flags)
        where TFormat : struct, IFormat
    {
        if (!Format<TFormat>.IsNan(a) && !Format<TFormat>.IsNan(b))
        {
            return null;
        }

        ulong nan = Format<TFormat>.PropagateNan(a, b, ref flags);
        if (!Format<TFormat>.IsNan(a))
        {
            return a;
        }

        return Format<TFormat>.IsNan(b) ? nan : b;
    }

    /// <summary>A number that orders as the values do; of the zeros -0 comes first.</summary>
    private static long Order<TFormat>(ulong bits)
        where TFormat : struct, IFormat =>
        Format<TFormat>.IsNegative(bits) ? ~(long)Format<TFormat>.Magnitude(bits) : (long)bits;
}
