namespace Sim.CoreEmulator.Timing;

/// <summary>What a cycle was spent on. Each cycle belongs to one of these.</summary>
public enum CpiComponent
{
    /// <summary>Instructions retired in it.</summary>
    Base,

    /// <summary>Waiting for results of arithmetic: chains of dependent instructions, long latencies.</summary>
    Dependency,

    /// <summary>Fetching the way that was not foreseen.</summary>
    Branch,

    /// <summary>Instructions not in the first-level cache.</summary>
    InstructionCache,

    /// <summary>Waiting for loads that the first-level cache served.</summary>
    DataL1,

    /// <summary>Waiting for data from the second level.</summary>
    DataL2,

    /// <summary>Waiting for data from the last level.</summary>
    DataLlc,

    /// <summary>Waiting for data from memory.</summary>
    DataMemory,

    /// <summary>Waiting for data, or the right to write, from another core's caches.</summary>
    DataRemote,

    /// <summary>Waiting for a device.</summary>
    Device,

    /// <summary>Waiting for translations.</summary>
    Tlb,

    /// <summary>All units of a kind, all entries of a queue or buffer taken.</summary>
    Structural,

    /// <summary>Waiting for all before: fences, CSRs.</summary>
    Serialisation,

    /// <summary>Entering and leaving trap handlers.</summary>
    Trap,

    /// <summary>Waiting for an interrupt.</summary>
    Idle,
}
