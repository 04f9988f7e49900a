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
}
