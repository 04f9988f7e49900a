using Sim.CoreEmulator.Timing.Caches;

namespace Sim.CoreEmulator.Timing;

/// <summary>What memory answers to an instruction.</summary>
/// <param name="Ready">The cycle at which the data can be used.</param>
/// <param name="Translated">The cycle at which the address was known: later than asked where a TLB missed.</param>
/// <param name="By">Who had the data.</param>
internal readonly record struct MemoryAnswer(long Ready, long Translated, ServedBy By);
