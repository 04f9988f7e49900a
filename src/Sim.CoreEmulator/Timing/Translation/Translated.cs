namespace Sim.CoreEmulator.Timing.Translation;

/// <summary>A translation, and when it was known.</summary>
/// <param name="Physical">The physical address.</param>
/// <param name="Ready">The cycle from which the access can go on. The cycle it was asked for where the first-level TLB had it: that look-up is part of the access.</param>
internal readonly record struct Translated(ulong Physical, long Ready);
