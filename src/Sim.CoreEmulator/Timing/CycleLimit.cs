using System;

namespace Sim.CoreEmulator.Timing;

/// <summary>How far to run at once where a run is to stop at the first instruction behind so many cycles.</summary>
/// <remarks>
/// Cycles are looked at once a batch, which costs nothing; batches get smaller as the limit comes near, down to single instructions. A run can pass its
/// limit by more than an instruction only where those of a batch take more cycles than <see cref="MostOfAnInstruction"/> each, on average.
/// </remarks>
internal static class CycleLimit
{
    /// <summary>More than an instruction takes: 15 references of a two-stage walk and its own, each from memory, are some 16 times 200 cycles.</summary>
    private const long MostOfAnInstruction = 4096;

    /// <summary>Instructions to run before cycles are looked at again.</summary>
    /// <param name="left">Cycles that are left.</param>
    /// <param name="most">The largest batch.</param>
    public static long Batch(long left, long most) => Math.Clamp(left / MostOfAnInstruction, 1, most);
}
