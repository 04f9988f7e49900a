using System;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Sim.Traces.Columns;

/// <summary>A cheap hash of a name's bytes, the same in every process.</summary>
/// <remarks>
/// Not safe against an adversary; it need only spread base64 ids over a table. Words are multiplied in pairs and the high
/// half of the product is folded back in, as in wyhash (Wang Yi, 2019): pairs do not wait for each other, so that the 64
/// bytes of an Azure id take four overlapping products. The last step is that of Knuth's multiplicative hashing (TAOCP 3, 6.4).
/// </remarks>
internal static class NameHash
{
    private const ulong Golden = 0x9e37_79b9_7f4a_7c15;
    private const ulong Odd = 0xd134_2543_de82_ef95;

    /// <summary>The hash of the bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> name)
    {
        unchecked
        {
            ulong hash = (ulong)name.Length * Golden;
            ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(name);
            int paired = words.Length & ~1;
            for (int i = 0; i < paired; i += 2)
            {
                hash = BitOperations.RotateLeft(hash, 23) ^ Product(words[i] ^ Odd, words[i + 1] ^ Golden);
            }

            if (paired < words.Length)
            {
                hash = Mix(hash ^ words[paired]);
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

    private static ulong Product(ulong left, ulong right)
    {
        ulong high = Math.BigMul(left, right, out ulong low);
        return high ^ low;
    }

    private static ulong Mix(ulong value)
    {
        ulong product = unchecked(value * Golden);
        return product ^ (product >> 29);
    }
}
