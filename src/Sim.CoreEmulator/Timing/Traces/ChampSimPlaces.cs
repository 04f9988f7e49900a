using System;
using System.Numerics;

namespace Sim.CoreEmulator.Timing.Traces;

/// <summary>A number that a record of ChampSim's tells by the places in which its registers stand.</summary>
/// <remarks>
/// A record has 2 places for registers that are written and 4 for those that are read. ChampSim drops the empty ones before it looks (inc/instruction.h), and
/// its tracer fills them from the front: so which are empty means nothing to it, and is free to say what else is known. Filled from the front is 0, which is
/// what traces of others say.
/// </remarks>
internal static class ChampSimPlaces
{
    /// <summary>Places for registers that are read.</summary>
    public const int Sources = 4;

    // Sets of places of so many registers, by their masks; the first is that filled from the front.
    private static readonly byte[][] SourceSets = [[0b0000], [0b0001, 0b0010, 0b0100, 0b1000], [0b0011, 0b0101, 0b0110, 0b1001, 0b1010, 0b1100], [0b0111, 0b1011, 0b1101, 0b1110], [0b1111]];
    private static readonly byte[][] DestinationSets = [[0b00], [0b01, 0b10], [0b11]];

    /// <summary>How many numbers so many registers can tell.</summary>
    /// <param name="read">Registers that are read, 4 at most.</param>
    /// <param name="written">Registers that are written, 2 at most.</param>
    public static int Count(int read, int written) => SourceSets[read].Length * DestinationSets[written].Length;

    /// <summary>The places to put registers in: masks of those read and of those written.</summary>
    /// <param name="number">The number, below <see cref="Count"/>.</param>
    /// <param name="read">Registers that are read.</param>
    /// <param name="written">Registers that are written.</param>
    public static (byte Read, byte Written) Of(int number, int read, int written)
    {
        byte[] sources = SourceSets[read];
        return (sources[number % sources.Length], DestinationSets[written][number / sources.Length]);
    }

    /// <summary>The number that places tell.</summary>
    /// <param name="read">Mask of the places of registers that are read.</param>
    /// <param name="written">Mask of those that are written.</param>
    public static int Number(byte read, byte written)
    {
        byte[] sources = SourceSets[BitOperations.PopCount(read)];
        return sources.AsSpan().IndexOf(read) + (sources.Length * DestinationSets[BitOperations.PopCount(written)].AsSpan().IndexOf(written));
    }
}
