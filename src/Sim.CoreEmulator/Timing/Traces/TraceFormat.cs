namespace Sim.CoreEmulator.Timing.Traces;

/// <summary>How a trace of instructions is written.</summary>
internal enum TraceFormat
{
    /// <summary>ChampSim's: 64 bytes an instruction.</summary>
    ChampSim,

    /// <summary>ChampSim's of the CloudSuite programs: 96 bytes an instruction.</summary>
    CloudSuite,

    /// <summary>That of the championships in branch prediction (CBP 2025): values, registers, no fixed size.</summary>
    Cbp,

    /// <summary>That of the championship in value prediction (CVP-1): the same without base updates.</summary>
    Cvp,
}
