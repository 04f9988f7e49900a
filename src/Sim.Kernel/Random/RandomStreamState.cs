namespace Sim.Kernel.Random;

/// <summary>Where a random stream stands, to be written to a checkpoint.</summary>
/// <param name="Seed">The run's seed.</param>
/// <param name="Name">The hash of the stream's name.</param>
/// <param name="Drawn">How many 64-bit words have been drawn.</param>
public readonly record struct RandomStreamState(ulong Seed, ulong Name, ulong Drawn);
