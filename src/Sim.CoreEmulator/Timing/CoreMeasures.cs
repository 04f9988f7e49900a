using System.Collections.Generic;
using System.Linq;

namespace Sim.CoreEmulator.Timing;

/// <summary>What a core has done up to a moment; the difference of two is what it did between them.</summary>
/// <param name="Instructions">Instructions retired.</param>
/// <param name="Cycles">Cycles of the core.</param>
/// <param name="Stack">Cycles by <see cref="CpiComponent"/>; they add up to <paramref name="Cycles"/>.</param>
/// <param name="Counters">Counts by name.</param>
internal sealed record CoreMeasures(long Instructions, long Cycles, IReadOnlyList<long> Stack, IReadOnlyList<(string Name, long Value)> Counters)
{
    /// <summary>Cycles per instruction.</summary>
    public double Cpi => (double)Cycles / Instructions;

    /// <summary>Instructions per cycle.</summary>
    public double Ipc => (double)Instructions / Cycles;

    /// <summary>A count by name; 0 where the core has no such.</summary>
    public long this[string name] => Counters.FirstOrDefault(counter => string.Equals(counter.Name, name, System.StringComparison.Ordinal)).Value;

    /// <summary>What was done since.</summary>
    public CoreMeasures Since(CoreMeasures before) => new(
        Instructions - before.Instructions,
        Cycles - before.Cycles,
        [.. Stack.Zip(before.Stack, (now, then) => now - then)],
        [.. Counters.Zip(before.Counters, (now, then) => (now.Name, now.Value - then.Value))]);
}
