using System;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Sim.Kernel.Random;

/// <summary>Philox4x32-10: a counter and a key in, 128 random bits out, and no state between calls.</summary>
/// <remarks>
/// J. K. Salmon, M. A. Moraes, R. O. Dror and D. E. Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC'11, section
/// 3.2 and table 2; it passes TestU01's BigCrush. The constants are those of the paper and of the Random123 library,
/// whose published answers the tests compare with.
/// </remarks>
internal static class Philox
{
    private const int Rounds = 10;
    private const uint Multiplier0 = 0xD2511F53;
    private const uint Multiplier1 = 0xCD9E8D57;
    private const uint Weyl0 = 0x9E3779B9;
    private const uint Weyl1 = 0xBB67AE85;

    /// <summary>The two words at a place of the sequence that belongs to a key.</summary>
    /// <param name="key">The key, low word first.</param>
    /// <param name="counterLow">The first two of the counter's four words, low word first.</param>
    /// <param name="counterHigh">The last two.</param>
    public static (ulong Low, ulong High) Block(ulong key, ulong counterLow, ulong counterHigh)
    {
        unchecked
        {
            (uint c0, uint c1) = ((uint)counterLow, (uint)(counterLow >> 32));
            (uint c2, uint c3) = ((uint)counterHigh, (uint)(counterHigh >> 32));
            (uint k0, uint k1) = ((uint)key, (uint)(key >> 32));
            for (int round = 0; round < Rounds; round++)
            {
                ulong product0 = (ulong)Multiplier0 * c0;
                ulong product1 = (ulong)Multiplier1 * c2;
                c0 = (uint)(product1 >> 32) ^ c1 ^ k0;
                c1 = (uint)product1;
                c2 = (uint)(product0 >> 32) ^ c3 ^ k1;
                c3 = (uint)product0;
                k0 += Weyl0;
                k1 += Weyl1;
            }

            return (c0 | ((ulong)c1 << 32), c2 | ((ulong)c3 << 32));
        }
    }

    /// <summary>The words of four consecutive blocks: as <see cref="Block"/> gives them, but computed side by side.</summary>
    /// <param name="key">The key, low word first.</param>
    /// <param name="first">The lower half of the first block's counter; a multiple of 4, so that adding 3 carries nothing.</param>
    /// <param name="counterHigh">The upper half of all four counters.</param>
    /// <param name="words">Eight words, in the order of the sequence.</param>
    public static void FourBlocks(ulong key, ulong first, ulong counterHigh, Span<ulong> words)
    {
        if (Avx2.IsSupported)
        {
            FourBlocksSideBySide(key, first, counterHigh, words);
        }
        else
        {
            FourBlocksInTurn(key, first, counterHigh, words);
        }
    }

    /// <summary><see cref="FourBlocks"/> in whole-number arithmetic of any processor.</summary>
    internal static void FourBlocksInTurn(ulong key, ulong first, ulong counterHigh, Span<ulong> words)
    {
        for (int block = 0; block < 4; block++)
        {
            (words[2 * block], words[(2 * block) + 1]) = Block(key, first + (ulong)block, counterHigh);
        }
    }

    // A lane of 64 bits for each block: its lower half is the word, and what is in the upper one never gets back into a
    // lower one, so it is cleared only at the end. Lanes hold the blocks 0, 2, 1, 3, which is how unpacking wants them.
    private static void FourBlocksSideBySide(ulong key, ulong first, ulong counterHigh, Span<ulong> words)
    {
        (Vector256<uint> multiplier0, Vector256<uint> multiplier1) = (Vector256.Create(Multiplier0), Vector256.Create(Multiplier1));
        (Vector256<uint> weyl0, Vector256<uint> weyl1) = (Vector256.Create(Weyl0), Vector256.Create(Weyl1));
        (Vector256<uint> k0, Vector256<uint> k1) = (Vector256.Create((uint)(key & uint.MaxValue)), Vector256.Create((uint)(key >> 32)));
        Vector256<ulong> c0 = Vector256.Create(first) | Vector256.Create(0UL, 2, 1, 3);
        Vector256<ulong> c1 = Vector256.Create(first >> 32);
        Vector256<ulong> c2 = Vector256.Create(counterHigh);
        Vector256<ulong> c3 = Vector256.Create(counterHigh >> 32);
        for (int round = 0; round < Rounds; round++)
        {
            Vector256<ulong> product0 = Avx2.Multiply(c0.AsUInt32(), multiplier0);
            Vector256<ulong> product1 = Avx2.Multiply(c2.AsUInt32(), multiplier1);
            c0 = (product1 >> 32) ^ c1 ^ k0.AsUInt64();
            c1 = product1;
            c2 = (product0 >> 32) ^ c3 ^ k1.AsUInt64();
            c3 = product0;
            k0 += weyl0;
            k1 += weyl1;
        }

        Vector256<ulong> lower = Vector256.Create((ulong)uint.MaxValue);
        Vector256<ulong> low = (c0 & lower) | (c1 << 32);
        Vector256<ulong> high = (c2 & lower) | (c3 << 32);
        Avx2.UnpackLow(low, high).CopyTo(words);
        Avx2.UnpackHigh(low, high).CopyTo(words[4..]);
    }
}
