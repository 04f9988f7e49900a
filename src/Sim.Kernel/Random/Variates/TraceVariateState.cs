namespace Sim.Kernel.Random.Variates;

/// <summary>Where a <see cref="TraceVariate"/> stands, to be written to a checkpoint.</summary>
/// <param name="Drawn">How many values have been drawn.</param>
public readonly record struct TraceVariateState(long Drawn);
