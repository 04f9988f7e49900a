using System.Runtime.CompilerServices;

namespace Sim.Kernel.Random;

/// <summary>Eight consecutive words of a stream, those of four blocks; they lie in the stream itself, without a second object.</summary>
[InlineArray(Length)]
internal struct PhiloxWindow
{
    /// <summary>How many words it holds.</summary>
    public const int Length = 8;

    private ulong _word0;
}
