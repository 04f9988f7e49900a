namespace Sim.CoreEmulator.Floating;

/// <summary>The integers that conversions know, as the rs2 field encodes them: w, wu, l, lu.</summary>
internal static class IntegerType
{
    public const uint W = 0;

    public const uint Wu = 1;

    public const uint L = 2;

    public const uint Lu = 3;

    /// <summary>Whether it has no sign.</summary>
    public static bool IsUnsigned(uint type) => (type & 1) != 0;

    /// <summary>32 or 64 bits.</summary>
    public static int Width(uint type) => (type & 2) != 0 ? 64 : 32;

    /// <summary>The largest value.</summary>
    public static ulong Maximum(uint type) => ulong.MaxValue >> (64 - Width(type)) >> (IsUnsigned(type) ? 0 : 1);

    /// <summary>The magnitude of the least value.</summary>
    public static ulong MinimumMagnitude(uint type) => IsUnsigned(type) ? 0 : Maximum(type) + 1;

    /// <summary>The register's value: words are sign-extended, unsigned ones too.</summary>
    public static ulong Extend(uint type, ulong value) => Width(type) == 64 ? value : (ulong)(int)value;
}
