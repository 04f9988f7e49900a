namespace Sim.CoreEmulator.Timing;

/// <summary>What is made of the instructions that a machine runs.</summary>
internal enum TimingMode
{
    /// <summary>They are run, and that is all: as fast as can be.</summary>
    Functional,

    /// <summary>Caches, TLBs and predictors see them; nothing is timed.</summary>
    Warming,

    /// <summary>They are timed.</summary>
    Timed,
}
