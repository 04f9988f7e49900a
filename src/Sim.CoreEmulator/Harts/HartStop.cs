namespace Sim.CoreEmulator.Harts;

/// <summary>Why a hart will not go on by itself.</summary>
internal enum HartStop
{
    /// <summary>It goes on.</summary>
    None,

    /// <summary>It waits for an interrupt (WFI).</summary>
    Waiting,

    /// <summary>It jumps to itself, and only an interrupt can get it out.</summary>
    Spinning,

    /// <summary>Its trap handler's first instruction traps to itself, for ever.</summary>
    TrapLoop,

    /// <summary>It is at a place where it was told to stop.</summary>
    AtStop,
}
