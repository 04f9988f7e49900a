namespace Sim.CoreEmulator.Harts;

/// <summary>An exception that a hart took.</summary>
/// <param name="Pc">The instruction that raised it.</param>
/// <param name="Trap">What its handler was told.</param>
internal readonly record struct TakenException(ulong Pc, TrapInfo Trap);
