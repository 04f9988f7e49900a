namespace Sim.CoreEmulator.Timing.Caches;

#pragma warning disable S1694 // a class: its calls cost less than an interface's

/// <summary>A core's access to the memory system by physical address: first-level caches, and behind them what is shared.</summary>
/// <remarks>Accesses come in program order; their cycles do not ascend strictly, since an out-of-order core's loads overtake each other.</remarks>
internal abstract class CachePort : ICounted
{
    /// <summary>Fetches the line that holds an address of instructions. A line that was fetched just before need not be asked for again.</summary>
    public abstract CacheAnswer Fetch(ulong physical, long cycle);

    /// <summary>Reads.</summary>
    /// <param name="physical">Address; the access stays within its line.</param>
    /// <param name="pc">The instruction: prefetchers learn by it.</param>
    /// <param name="cycle">When it is asked for.</param>
    public abstract CacheAnswer Load(ulong physical, ulong pc, long cycle);

    /// <summary>Writes: gets the line for writing and writes it. Ready when the write is in the cache (or handed on, where the cache writes through).</summary>
    public abstract CacheAnswer Store(ulong physical, ulong pc, long cycle);

    /// <summary>Reads an entry of a page table for the hardware walker.</summary>
    public abstract CacheAnswer Walk(ulong physical, long cycle);

    /// <summary>An access to a device.</summary>
    public abstract CacheAnswer Device(ulong physical, long cycle);

    /// <summary>Writes back and drops the line of an address at all levels: cbo.flush, cbo.clean (kept), cbo.inval.</summary>
    public abstract CacheAnswer Clean(ulong physical, bool keeps, long cycle);

    /// <summary>Empties this core's instruction cache: FENCE.I.</summary>
    public abstract void DropInstructions();

    /// <summary>Empties every cache that this core can reach, as after power-on: a cold start of a measurement.</summary>
    public abstract void DropAll();

    /// <summary>
    /// Whatever is under way has arrived: lines, misses, rows, bus. Behind a warm-up, whose accesses do not wait for each other and so pile up
    /// far ahead of the clock.
    /// </summary>
    public abstract void Settle();

    /// <inheritdoc/>
    public abstract void Count(CounterList counters);
}
