using System.Runtime.CompilerServices;

namespace Sim.Kernel.Random;

/// <summary>Eight consecutive words of a stream, those of four blocks; they lie in the stream itself, without a second object.</summary>
[InlineArray(Length)]
internal struct PhiloxWindow
{
    /// <summary>How many words it holds.</summary>
    public const int Length = 8;

#pragma warning disable S1144 // the runtime repeats the only field, and nobody names it
    private ulong _word0;
#pragma warning restore S1144
}
