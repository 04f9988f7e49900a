using System;
using System.Collections.Generic;

namespace Sim.Traces.Columns;

/// <summary>Many growing series at once in blocks of one cache line, chained: no list per series, no copying on growth.</summary>
/// <remarks>
/// A block is 16 words: the next block's number, a header (how many values, how they are written), 14 words of values.
/// A value goes into the last block when it can be written exactly as that block's values are, else into a new one.
/// </remarks>
internal sealed class SampleArena
{
    private const int Words = 16;
    private const int Head = 2;
    private const int ChunkBits = 14;
    private const int BlocksPerChunk = 1 << ChunkBits;

    // How the values of a block are written.
    private const uint Micro = 0;
    private const uint Milli = 1;
    private const uint Whole = 2;
    private const uint Single = 3;
    private const uint Long = 4;

    private readonly List<uint[]> _chunks = [];
    private readonly bool _fullPrecision;
    private int _blocks = 1;

    /// <summary>Starts empty.</summary>
    /// <param name="fullPrecision">Whether values that a float cannot hold are kept as doubles.</param>
    public SampleArena(bool fullPrecision)
    {
        _fullPrecision = fullPrecision;
    }

    /// <summary>Adds a value to the end of a chain.</summary>
    public void Append(ref Chain chain, double value)
    {
        uint code = Code(value);
        AppendWords(ref chain, code, code == Long ? BitConverter.DoubleToUInt64Bits(value) : Word(value, code));
    }

    /// <summary>Adds a whole number of millionths, below 2^32 - 1, to the end of a chain.</summary>
    public void AppendMicro(ref Chain chain, uint millionths) => AppendWords(ref chain, Micro, millionths);

    /// <summary>Adds a 64-bit number to the end of a chain; read back by <see cref="ReadLongs"/>.</summary>
    public void AppendLong(ref Chain chain, long value) => AppendWords(ref chain, Long, unchecked((ulong)value));

    /// <summary>Takes the last value off a chain.</summary>
    public void RemoveLast(ref Chain chain)
    {
        Span<uint> block = Block(chain.Tail);
        block[1] -= 1;
        if ((block[1] & 0xff) == 0)
        {
            // Empty blocks stay where they are: whatever comes next may rewrite their header.
            block[1] = 0;
        }
    }

    /// <summary>Copies a chain's values.</summary>
    public void Read(Chain chain, Span<double> into)
    {
        int at = 0;
        for (int number = chain.Head; number != 0; number = (int)Block(number)[0])
        {
            Span<uint> block = Block(number);
            (int count, uint code) = ((int)(block[1] & 0xff), block[1] >> 8);
            for (int i = 0; i < count; i++)
            {
                into[at++] = Value(block, code, i);
            }
        }
    }

    /// <summary>Copies a chain of 64-bit numbers.</summary>
    public void ReadLongs(Chain chain, Span<long> into)
    {
        int at = 0;
        for (int number = chain.Head; number != 0; number = (int)Block(number)[0])
        {
            Span<uint> block = Block(number);
            int count = (int)(block[1] & 0xff);
            for (int i = 0; i < count; i++)
            {
                into[at++] = unchecked((long)Pair(block, i));
            }
        }
    }

    private static uint Word(double value, uint code) => code switch
    {
        _ when double.IsNaN(value) => uint.MaxValue,
        Micro => (uint)Math.Round(value * 1e6),
        Milli => (uint)Math.Round(value * 1e3),
        Whole => (uint)value,
        _ => BitConverter.SingleToUInt32Bits((float)value),
    };

    private static double Value(Span<uint> block, uint code, int i) => (code, block[Head + (code == Long ? 2 * i : i)]) switch
    {
        (Long, _) => BitConverter.UInt64BitsToDouble(Pair(block, i)),
        (Single, uint word) => BitConverter.UInt32BitsToSingle(word),
        (_, uint.MaxValue) => double.NaN,
        (Micro, uint word) => word / 1e6,
        (Milli, uint word) => word / 1e3,
        (_, uint word) => word,
    };

    private static ulong Pair(Span<uint> block, int i) => block[Head + (2 * i)] | ((ulong)block[Head + (2 * i) + 1] << 32);

    private static bool Fits(double value, int k) =>
        Powers.TryScale(value, k, out double whole) && whole < uint.MaxValue;

    private uint Code(double value) => value switch
    {
        _ when double.IsNaN(value) || Fits(value, 6) => Micro,
        _ when Fits(value, 3) => Milli,
        _ when Fits(value, 0) => Whole,
        _ when !_fullPrecision || Powers.Same(value, (float)value) => Single,
        _ => Long,
    };

    private Span<uint> Block(int number) => _chunks[number >> ChunkBits].AsSpan((number & (BlocksPerChunk - 1)) * Words, Words);

    private void AppendWords(scoped ref Chain chain, uint code, ulong bits)
    {
        int most = code == Long ? (Words - Head) / 2 : Words - Head;
        Span<uint> block = chain.Tail == 0 ? default : Block(chain.Tail);
        if (block.IsEmpty || (block[1] & 0xff) == most || (block[1] >> 8 != code && (block[1] & 0xff) != 0))
        {
            block = AddBlock(ref chain);
        }

        int count = (int)(block[1] & 0xff);
        block[1] = (code << 8) | (uint)(count + 1);
        if (code == Long)
        {
            block[Head + (2 * count)] = (uint)(bits & 0xffff_ffff);
            block[Head + (2 * count) + 1] = (uint)(bits >> 32);
        }
        else
        {
            block[Head + count] = (uint)bits;
        }
    }

    private Span<uint> AddBlock(scoped ref Chain chain)
    {
        int number = _blocks++;
        if (number >> ChunkBits == _chunks.Count)
        {
            _chunks.Add(new uint[BlocksPerChunk * Words]);
        }

        if (chain.Tail == 0)
        {
            chain.Head = number;
        }
        else
        {
            Block(chain.Tail)[0] = (uint)number;
        }

        chain.Tail = number;
        return Block(number);
    }
}
