using System;
using System.Text;

namespace Sim.Kernel.Random;

/// <summary>A hash that is the same in every process, on every machine and in every version of Sim.</summary>
/// <remarks>
/// FNV-1a, 64 bits, over the UTF-8 bytes: G. Fowler, L. C. Noll, K.-P. Vo and D. Eastlake, "The FNV non-cryptographic
/// hash algorithm", RFC 9923. <c>string.GetHashCode</c> differs from process to process.
/// </remarks>
public static class StableHash
{
    private const ulong OffsetBasis = 0xCBF29CE484222325;
    private const ulong Prime = 0x100000001B3;

    /// <summary>The hash of a text; that of the empty text is the offset basis.</summary>
    public static ulong Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Of(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>The hash of bytes; that of none is the offset basis.</summary>
    public static ulong Of(ReadOnlySpan<byte> bytes)
    {
        ulong hash = OffsetBasis;
        foreach (byte value in bytes)
        {
            hash = unchecked((hash ^ value) * Prime);
        }

        return hash;
    }
}
