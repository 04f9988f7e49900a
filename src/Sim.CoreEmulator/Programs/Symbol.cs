namespace Sim.CoreEmulator.Programs;

/// <summary>A name for an address.</summary>
/// <param name="Name">The name.</param>
/// <param name="Address">The address.</param>
/// <param name="Size">How many bytes it names; 0 where that is not known.</param>
/// <param name="IsFunction">Whether it names code for certain.</param>
internal readonly record struct Symbol(string Name, ulong Address, ulong Size, bool IsFunction);
