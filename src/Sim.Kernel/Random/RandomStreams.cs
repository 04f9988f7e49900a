namespace Sim.Kernel.Random;

/// <summary>All random numbers of a run: one independent stream for each name.</summary>
/// <remarks>
/// A stream depends on the seed and its own name only, not on which other streams exist or how much they have drawn: two
/// policies compared see the same randomness, and a host added does not change the others.
/// The name's 64-bit hash is one half of the generator's counter, so two streams overlap only if two names have one
/// hash: for a million names the chance is 3 in 10^8.
/// </remarks>
/// <param name="seed">The scenario's seed; every value is as good as any other.</param>
public sealed class RandomStreams(long seed)
{
    /// <summary>The scenario's seed.</summary>
    public long Seed { get; } = seed;

    /// <summary>The stream of that name, at its beginning. Take it once and keep it: a second one repeats the first.</summary>
    /// <param name="name">What the draws are for, most general part first: <c>vm-12/think</c>. Compared byte by byte.</param>
    public RandomStream this[string name] => new(unchecked((ulong)Seed), StableHash.Of(name));
}
