namespace Sim.Experiments.Comparing;

/// <summary>The seeds of replications.</summary>
public static class ReplicationSeed
{
    /// <summary>
    /// The seed of a replication, the same in every variant: the first's is <paramref name="seed"/> itself, and each next one's is
    /// 1 more. So <c>sim run --seed</c> with a seed of <c>replications.csv</c> repeats one of them.
    /// </summary>
    /// <param name="seed">The seed of the first.</param>
    /// <param name="replication">From 1.</param>
    /// <remarks>
    /// Any two seeds give independent streams (<see cref="Kernel.Random.RandomStreams"/>), so neighbours are as good as any others;
    /// but two comparisons whose seeds are less than their replications apart share some. Past the largest seed it goes on at 0.
    /// </remarks>
    public static long Of(long seed, int replication) => unchecked(seed + replication - 1) & long.MaxValue;
}
