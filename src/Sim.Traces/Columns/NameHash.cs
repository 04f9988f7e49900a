using System;
using System.Runtime.InteropServices;

namespace Sim.Traces.Columns;

/// <summary>A cheap hash of a name's bytes, the same in every process.</summary>
/// <remarks>
/// Not safe against an adversary. Multiplying by an odd constant and folding the high half back in is the mixing step of
/// Knuth's multiplicative hashing (TAOCP 3, 6.4); it need only spread base64 ids over a table.
/// </remarks>
internal static class NameHash
{
    private const ulong Golden = 0x9e37_79b9_7f4a_7c15;

    /// <summary>The hash of the bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> name)
    {
        unchecked
        {
            ulong hash = (ulong)name.Length * Golden;
            ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(name);
            foreach (ulong word in words)
            {
                hash = Mix(hash ^ word);
            }

            ulong rest = 0;
            foreach (byte b in name[(words.Length * sizeof(ulong))..])
            {
                rest = (rest << 8) | b;
            }

            hash = Mix(hash ^ rest);
            return (uint)(hash >> 32) ^ (uint)hash;
        }
    }

    private static ulong Mix(ulong value)
    {
        ulong product = unchecked(value * Golden);
        return product ^ (product >> 29);
    }
}
