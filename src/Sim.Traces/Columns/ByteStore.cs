using System;
using System.Collections.Generic;

namespace Sim.Traces.Columns;

/// <summary>Bytes that are only ever added to, in chunks: no copying on growth and no limit of 2 GiB.</summary>
/// <remarks>An address is the chunk's number in the upper 32 bits and the position within it in the lower 32.</remarks>
internal sealed class ByteStore
{
    private const int FirstChunk = 1 << 12;
    private const int LargestChunk = 1 << 24;

    private readonly List<byte[]> _chunks = [];
    private int _used;

    /// <summary>Bytes held, including what is not yet used of the last chunk.</summary>
    public long Capacity { get; private set; }

    /// <summary>Reserves bytes that stay together.</summary>
    public long Reserve(int count)
    {
        if (_chunks.Count == 0 || _chunks[^1].Length - _used < count)
        {
            AddChunk(Math.Max(count, NextSize()));
        }

        long address = ((long)(_chunks.Count - 1) << 32) | (uint)_used;
        _used += count;
        return address;
    }

    /// <summary>The bytes from an address on.</summary>
    public Span<byte> At(long address, int count) => _chunks[(int)(address >> 32)].AsSpan((int)(address & 0xffff_ffff), count);

    /// <summary>Gives back the unused end of the last chunk.</summary>
    public void Trim()
    {
        if (_chunks.Count > 0 && _used < _chunks[^1].Length)
        {
            Capacity -= _chunks[^1].Length - _used;
            _chunks[^1] = _chunks[^1].AsSpan(0, _used).ToArray();
        }
    }

    private int NextSize() => _chunks.Count == 0 ? FirstChunk : (int)Math.Min(LargestChunk, _chunks[^1].Length * 2L);

    private void AddChunk(int size)
    {
        // Every byte is written before it is read, so clearing would only cost time.
        _chunks.Add(GC.AllocateUninitializedArray<byte>(size));
        Capacity += size;
        _used = 0;
    }
}
