namespace Sim.Kernel.Random.Variates;

/// <summary>Where a <see cref="MarkovModulatedPoissonVariate"/> stands, to be written to a checkpoint.</summary>
/// <param name="Phase">The phase at the last arrival, from 0; -1 before the first draw.</param>
public readonly record struct MarkovModulatedPoissonState(int Phase);
