namespace Sim.CoreEmulator.Timing.Predictors;

/// <summary>Outcomes of branches folded to the bits of an index, each part XORed with the others.</summary>
internal static class OutcomeFold
{
    /// <summary>Folds a history.</summary>
    /// <param name="history">The outcomes, the youngest lowest.</param>
    /// <param name="bits">Bits of the index.</param>
    public static ulong To(ulong history, int bits)
    {
        ulong folded = 0;
        for (; history != 0 && bits > 0; history >>= bits)
        {
            folded ^= history;
        }

        return folded;
    }
}
