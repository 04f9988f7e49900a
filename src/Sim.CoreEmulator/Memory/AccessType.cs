namespace Sim.CoreEmulator.Memory;

/// <summary>What an access wants of memory.</summary>
internal enum AccessType
{
    /// <summary>Read.</summary>
    Load,

    /// <summary>Write, or read and write: stores, SC, AMOs, cbo.zero.</summary>
    Store,

    /// <summary>Instruction fetch.</summary>
    Fetch,

    /// <summary>HLVX: a load that needs execute permission in place of read permission, at both stages.</summary>
    LoadExecutable,
}
