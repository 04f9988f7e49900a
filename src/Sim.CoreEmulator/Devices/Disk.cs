using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace Sim.CoreEmulator.Devices;

/// <summary>A disk image with a write-back cache: what was written reaches the image at a flush, and a checkpoint keeps what has not.</summary>
internal sealed class Disk(Stream image, bool isReadOnly) : ISaved
{
    private const int Block = 4096;
    private const int MostBlocks = 16384;
    private readonly SortedDictionary<long, byte[]> _dirty = [];

    /// <summary>Bytes, in whole sectors.</summary>
    public long Length { get; } = image.Length & ~511L;

    /// <summary>Whether writes are refused.</summary>
    public bool IsReadOnly => isReadOnly;

    /// <summary>Whether a stretch lies within it.</summary>
    public bool Holds(ulong offset, ulong count) => offset <= (ulong)Length && count <= (ulong)Length - offset;

    /// <summary>Reads bytes that it holds.</summary>
    public void Read(long offset, Span<byte> into)
    {
        for (int done = 0; done < into.Length;)
        {
            (long block, int within, int part) = Piece(offset + done, into.Length - done);
            if (_dirty.TryGetValue(block, out byte[]? kept))
            {
                kept.AsSpan(within, part).CopyTo(into[done..]);
            }
            else
            {
                ReadImage(offset + done, into.Slice(done, part));
            }

            done += part;
        }
    }

    /// <summary>Writes bytes that it holds.</summary>
    public void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        for (int done = 0; done < bytes.Length;)
        {
            (long block, int within, int part) = Piece(offset + done, bytes.Length - done);
            if (!_dirty.TryGetValue(block, out byte[]? kept))
            {
                kept = new byte[Block];
                ReadImage(block * Block, kept);
                _dirty.Add(block, kept);
            }

            bytes.Slice(done, part).CopyTo(kept.AsSpan(within));
            done += part;
        }

        if (_dirty.Count > MostBlocks)
        {
            Flush();
        }
    }

    /// <summary>Brings all that was written to the image.</summary>
    public void Flush()
    {
        foreach ((long block, byte[] bytes) in _dirty)
        {
            image.Position = block * Block;
            image.Write(bytes, 0, (int)Math.Min(Block, image.Length - (block * Block)));
        }

        _dirty.Clear();
        image.Flush();
    }

    /// <inheritdoc/>
    public void Save(BinaryWriter writer)
    {
        writer.Write(Length);
        writer.Write(_dirty.Count);
        foreach ((long block, byte[] bytes) in _dirty)
        {
            writer.Write(block);
            writer.Write(bytes);
        }
    }

    /// <inheritdoc/>
    public void Load(BinaryReader reader)
    {
        long length = reader.ReadInt64();
        if (length != Length)
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"it was made with a disk of {length} bytes, this one has {Length}"));
        }

        _dirty.Clear();
        for (int i = reader.ReadInt32(); i > 0; i--)
        {
            _dirty.TryAdd(reader.ReadInt64(), reader.ReadBytes(Block));
        }
    }

    private static (long Block, int Within, int Part) Piece(long offset, int left)
    {
        int within = (int)(offset % Block);
        return (offset / Block, within, Math.Min(left, Block - within));
    }

    private void ReadImage(long offset, Span<byte> into)
    {
        image.Position = offset;
        int done = image.ReadAtLeast(into, into.Length, throwOnEndOfStream: false);
        into[done..].Clear();
    }
}
