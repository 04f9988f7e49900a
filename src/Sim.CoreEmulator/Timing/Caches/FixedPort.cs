namespace Sim.CoreEmulator.Timing.Caches;

/// <summary>Memory that always takes the same time: for tests of pipelines by themselves.</summary>
internal sealed class FixedPort : CachePort
{
    /// <summary>Cycles of a fetch.</summary>
    public int FetchLatency { get; init; } = 1;

    /// <summary>Cycles of a load.</summary>
    public int LoadLatency { get; init; } = 3;

    /// <summary>Cycles of a store.</summary>
    public int StoreLatency { get; init; } = 1;

    /// <summary>Who is said to answer loads.</summary>
    public ServedBy By { get; init; } = ServedBy.L1;

    /// <inheritdoc/>
    public override CacheAnswer Fetch(ulong physical, long cycle) => new(cycle + FetchLatency, ServedBy.L1);

    /// <inheritdoc/>
    public override CacheAnswer Load(ulong physical, ulong pc, long cycle) => new(cycle + LoadLatency, By);

    /// <inheritdoc/>
    public override CacheAnswer Store(ulong physical, ulong pc, long cycle) => new(cycle + StoreLatency, ServedBy.L1);

    /// <inheritdoc/>
    public override CacheAnswer Walk(ulong physical, long cycle) => new(cycle + LoadLatency, ServedBy.L1);

    /// <inheritdoc/>
    public override CacheAnswer Device(ulong physical, long cycle) => new(cycle + LoadLatency, ServedBy.Device);

    /// <inheritdoc/>
    public override CacheAnswer Clean(ulong physical, bool keeps, long cycle) => new(cycle + StoreLatency, ServedBy.L1);

    /// <inheritdoc/>
    public override void DropInstructions()
    {
    }

    /// <inheritdoc/>
    public override void DropAll()
    {
    }

    /// <inheritdoc/>
    public override void Settle()
    {
    }

    /// <inheritdoc/>
    public override void Count(CounterList counters)
    {
    }
}
