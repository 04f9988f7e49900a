namespace Sim.CoreEmulator.Timing.Configuration;

/// <summary>How a core orders its work.</summary>
public enum PipelineKind
{
    /// <summary>Instructions issue in program order.</summary>
    InOrder,

    /// <summary>Instructions issue when their operands are ready, and retire in program order.</summary>
    OutOfOrder,
}
