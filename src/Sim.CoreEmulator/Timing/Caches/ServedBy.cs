namespace Sim.CoreEmulator.Timing.Caches;

/// <summary>Where an access to memory found what it wanted.</summary>
internal enum ServedBy : byte
{
    /// <summary>The first-level cache.</summary>
    L1,

    /// <summary>The second level.</summary>
    L2,

    /// <summary>The last level.</summary>
    Llc,

    /// <summary>Memory.</summary>
    Memory,

    /// <summary>Another core's caches.</summary>
    Remote,

    /// <summary>A device.</summary>
    Device,

    /// <summary>An older store in the store queue.</summary>
    StoreQueue,
}
