namespace Sim.CoreEmulator.Timing.Caches;

/// <summary>What the caches answer to an access.</summary>
/// <param name="Ready">The cycle at which what was asked for can be used.</param>
/// <param name="By">Who had it.</param>
internal readonly record struct CacheAnswer(long Ready, ServedBy By);
