using System.Runtime.InteropServices;

namespace Sim.Traces.Columns;

/// <summary>Where the samples of one VM and counter lie and how they are written.</summary>
/// <param name="Payload">The address in the store or, for a constant, the bits of its value.</param>
/// <param name="Coding">How the values are kept.</param>
/// <param name="Decimals">The k of value * 10^k.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Slice(long Payload, Coding Coding, byte Decimals)
{
    /// <summary>Bytes that each sample takes.</summary>
    public int Width => Coding switch
    {
        Coding.Scaled8 => 1,
        Coding.Scaled16 => 2,
        Coding.Scaled32 or Coding.Float32 => 4,
        Coding.Float64 => 8,
        _ => 0,
    };
}
