namespace Sim.CoreEmulator.Timing;

/// <summary>Which registers a field of an instruction names.</summary>
internal enum RegisterFile : byte
{
    /// <summary>None.</summary>
    None,

    /// <summary>x0 to x31.</summary>
    Integer,

    /// <summary>f0 to f31.</summary>
    Float,
}
