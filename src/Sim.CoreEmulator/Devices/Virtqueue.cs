using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using Sim.CoreEmulator.Memory;

namespace Sim.CoreEmulator.Devices;

/// <summary>A split virtqueue. Virtio 1.2, section 2.7. Nothing that the driver writes is believed.</summary>
internal sealed class Virtqueue(Bus bus) : ISaved
{
    /// <summary>The most entries.</summary>
    public const uint MaximumSize = 256;

    private const ushort Next = 1;
    private const ushort Writable = 2;
    private const ushort Indirect = 4;
    private const int DescriptorSize = 16;
    private readonly List<VirtioBuffer> _chain = [];
    private ushort _seen;
    private ushort _used;

    /// <summary>Entries; a power of 2.</summary>
    public uint Size { get; set; }

    /// <summary>Whether the driver has set it up.</summary>
    public bool IsReady { get; set; }

    /// <summary>The descriptor table's address.</summary>
    public ulong Descriptors { get; set; }

    /// <summary>The available ring's address.</summary>
    public ulong Available { get; set; }

    /// <summary>The used ring's address.</summary>
    public ulong Used { get; set; }

    /// <summary>Guest memory.</summary>
    public Bus Bus => bus;

    /// <summary>Whether the driver wants no interrupts.</summary>
    public bool IsQuiet => (Read16(Available) & 1) != 0;

    /// <summary>Whether a request waits.</summary>
    public bool HasNext
    {
        get
        {
            ushort waiting = (ushort)(Read16(Available + 2) - _seen);
            return waiting <= Size ? waiting > 0 : throw new VirtioException($"{waiting} requests are said to wait in a queue of {Size}");
        }
    }

    /// <summary>Takes the next request: its buffers, those that the device reads first. Valid until the next call.</summary>
    /// <param name="head">What to give back.</param>
    public IReadOnlyList<VirtioBuffer> Take(out ushort head)
    {
        head = Read16(Available + 4 + (2 * (ulong)(_seen % Size)));
        _seen++;
        _chain.Clear();
        Follow(Descriptors, Size, head, isIndirect: false);
        return _chain;
    }

    /// <summary>Gives a request back.</summary>
    /// <param name="head">What was taken.</param>
    /// <param name="written">Bytes that the device wrote.</param>
    public void Give(ushort head, uint written)
    {
        Span<byte> entry = stackalloc byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(entry, head);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[4..], written);
        Write(Used + 4 + (8 * (ulong)(_used % Size)), entry);
        _used++;
        Span<byte> index = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(index, _used);
        Write(Used + 2, index);
    }

    /// <summary>As after a reset.</summary>
    public void Reset() => (Size, IsReady, Descriptors, Available, Used, _seen, _used) = (0, false, 0, 0, 0, 0, 0);

    /// <inheritdoc/>
    public void Save(BinaryWriter writer)
    {
        writer.Write(Size);
        writer.Write(IsReady);
        writer.Write(Descriptors);
        writer.Write(Available);
        writer.Write(Used);
        writer.Write(_seen);
        writer.Write(_used);
    }

    /// <inheritdoc/>
    public void Load(BinaryReader reader)
    {
        Size = reader.ReadUInt32();
        IsReady = reader.ReadBoolean();
        Descriptors = reader.ReadUInt64();
        Available = reader.ReadUInt64();
        Used = reader.ReadUInt64();
        _seen = reader.ReadUInt16();
        _used = reader.ReadUInt16();
    }

    private void Follow(ulong table, uint size, uint index, bool isIndirect)
    {
        Span<byte> bytes = stackalloc byte[DescriptorSize];
        uint left = size;
        while (true)
        {
            if (left-- == 0 || index >= size)
            {
                throw new VirtioException(index >= size ? $"descriptor {index} of {size}" : "a chain of descriptors without end");
            }

            Read(table + (DescriptorSize * (ulong)index), bytes);
            ulong address = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
            ushort flags = BinaryPrimitives.ReadUInt16LittleEndian(bytes[12..]);
            index = BinaryPrimitives.ReadUInt16LittleEndian(bytes[14..]);
            if ((flags & Indirect) != 0)
            {
                FollowIndirect(address, length, flags, isIndirect);
                return;
            }

            Add(address, length, (flags & Writable) != 0);
            if ((flags & Next) == 0)
            {
                return;
            }
        }
    }

    private void FollowIndirect(ulong address, uint length, ushort flags, bool isIndirect)
    {
        uint count = length / DescriptorSize;
        if (isIndirect || (flags & Next) != 0 || length % DescriptorSize != 0 || count is 0 or > 4 * MaximumSize)
        {
            throw new VirtioException("an indirect descriptor that is nested, goes on, or has a wrong length");
        }

        Follow(address, count, 0, isIndirect: true);
    }

    private void Add(ulong address, uint length, bool isWritable)
    {
        if (!isWritable && _chain.Count > 0 && _chain[^1].IsWritable)
        {
            throw new VirtioException("a buffer to read behind one to write");
        }

        if (bus.RamAt(address, length) is null)
        {
            throw new VirtioException($"a buffer of {length} bytes at 0x{address:x}, outside of main memory");
        }

        _chain.Add(new VirtioBuffer(address, length, isWritable));
    }

    private ushort Read16(ulong address)
    {
        Span<byte> bytes = stackalloc byte[2];
        Read(address, bytes);
        return BinaryPrimitives.ReadUInt16LittleEndian(bytes);
    }

    private void Read(ulong address, Span<byte> bytes)
    {
        if (!bus.TryRead(address, bytes))
        {
            throw new VirtioException($"a ring at 0x{address:x}, outside of main memory");
        }
    }

    private void Write(ulong address, ReadOnlySpan<byte> bytes)
    {
        if (!bus.TryWrite(address, bytes))
        {
            throw new VirtioException($"a ring at 0x{address:x}, outside of main memory");
        }
    }
}
