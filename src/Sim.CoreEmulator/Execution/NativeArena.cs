using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace Sim.CoreEmulator.Execution;

/// <summary>Unmanaged memory handed out piece by piece and freed all at once.</summary>
internal sealed unsafe class NativeArena : IDisposable
{
    private const int ChunkBytes = 1 << 18;
    private readonly List<nint> _chunks = [];
    private int _used = ChunkBytes;

    /// <summary>Frees the memory of one that was not disposed of.</summary>
    ~NativeArena() => Clear();

    /// <summary>Bytes taken from the host.</summary>
    public long Bytes => (long)_chunks.Count * ChunkBytes;

    /// <summary>Room for some decoded instructions.</summary>
    public DecodedInstruction* Take(int count)
    {
        int bytes = count * sizeof(DecodedInstruction);
        if (_used + bytes > ChunkBytes)
        {
            _chunks.Add((nint)NativeMemory.AlignedAlloc(ChunkBytes, 64));
            _used = 0;
        }

        byte* piece = (byte*)_chunks[^1] + _used;
        _used += bytes;
        return (DecodedInstruction*)piece;
    }

    /// <summary>Frees everything.</summary>
    public void Clear()
    {
        foreach (nint chunk in _chunks)
        {
            NativeMemory.AlignedFree((void*)chunk);
        }

        _chunks.Clear();
        _used = ChunkBytes;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Clear();
        GC.SuppressFinalize(this);
    }
}
