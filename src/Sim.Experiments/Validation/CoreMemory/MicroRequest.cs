using System;
using System.Buffers.Binary;

namespace Sim.Experiments.Validation.CoreMemory;

/// <summary>What <c>memory.c</c> is to do: a loop, how far it reaches, how long it goes on.</summary>
/// <param name="Loop">The loop.</param>
/// <param name="Footprint">Bytes that it reaches over; steps count on in it.</param>
/// <param name="Stride">Of chases: bytes from a node to the next in memory.</param>
/// <param name="WarmUp">Steps that only warm.</param>
/// <param name="Steps">Steps that are measured; the program makes whole rounds of them.</param>
internal readonly record struct MicroRequest(MicroLoop Loop, long Footprint, long Stride, long WarmUp, long Steps)
{
    /// <summary>Its bytes in the program's list.</summary>
    public const int Size = 5 * sizeof(long);

    /// <summary>A loop that needs no memory to speak of: warm when it is measured.</summary>
    public static MicroRequest Of(MicroLoop loop, long steps) => new(loop, 1, 1, steps / 4, steps);

    /// <summary>A chase around a ring, measured from its second time around.</summary>
    public static MicroRequest Chase(MicroLoop loop, long footprint, long stride, long steps)
    {
        // The ring is a whole number of nodes, and the lap of whole rounds.
        long nodes = Math.Max(footprint / stride, 2);
        return new MicroRequest(loop, nodes * stride, stride, nodes, steps);
    }

    /// <summary>Writes it as the program reads it.</summary>
    public void Write(Span<byte> at)
    {
        ReadOnlySpan<long> words = [(long)Loop, Footprint, Stride, WarmUp, Steps];
        for (int n = 0; n < words.Length; n++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(at[(n * sizeof(long))..], words[n]);
        }
    }
}
