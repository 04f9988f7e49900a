namespace Sim.Traces.Columns;

/// <summary>How the values of a column are kept.</summary>
internal enum Coding : byte
{
    /// <summary>The VM has no such samples.</summary>
    None,

    /// <summary>One value for all samples; no bytes per sample.</summary>
    Constant,

    /// <summary>An unsigned byte of value * 10^k; 255 is absent.</summary>
    Scaled8,

    /// <summary>Unsigned 16 bits of value * 10^k; 65535 is absent.</summary>
    Scaled16,

    /// <summary>Unsigned 32 bits of value * 10^k; 4294967295 is absent.</summary>
    Scaled32,

    /// <summary>A float: the value to within 1 part in 2^24.</summary>
    Float32,

    /// <summary>A double: the value itself.</summary>
    Float64,
}
