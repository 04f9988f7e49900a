using System.Runtime.CompilerServices;

namespace Sim.CoreEmulator.Floating;

/// <summary>NaN boxing: narrower values in the 64-bit registers have all upper bits set. Manual, chapter "D", NaN boxing of narrower values.</summary>
internal static class NanBox
{
    /// <summary>The register's value for this one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Box<TFormat>(ulong bits)
        where TFormat : struct, IFormat => bits | Upper<TFormat>();

    /// <summary>The value in this register; what is not properly boxed counts as the canonical NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Unbox<TFormat>(ulong register)
        where TFormat : struct, IFormat =>
        (register & Upper<TFormat>()) == Upper<TFormat>() ? register & ~Upper<TFormat>() : Format<TFormat>.CanonicalNan;

    /// <summary>The bits above the format's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Upper<TFormat>()
        where TFormat : struct, IFormat => TFormat.Width == 64 ? 0 : ulong.MaxValue << TFormat.Width;
}
