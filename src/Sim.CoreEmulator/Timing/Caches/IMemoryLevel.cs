namespace Sim.CoreEmulator.Timing.Caches;

/// <summary>What lies behind a cache: the next cache, or main memory.</summary>
internal interface IMemoryLevel
{
    /// <summary>Reads a line for the level above.</summary>
    /// <param name="address">Physical address in it.</param>
    /// <param name="pc">The instruction that wants it.</param>
    /// <param name="cycle">When it is asked for.</param>
    /// <param name="isPrefetch">Whether nobody waits for it.</param>
    CacheAnswer Read(ulong address, ulong pc, long cycle, bool isPrefetch);

    /// <summary>Takes a line that the level above gives up, or a write that it hands on.</summary>
    /// <param name="address">Physical address in it.</param>
    /// <param name="cycle">When it comes.</param>
    /// <param name="isDirty">Whether it was written; an exclusive level takes clean lines too.</param>
    void Write(ulong address, long cycle, bool isDirty);
}
