using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using Sim.CoreEmulator.Memory;

namespace Sim.CoreEmulator.Devices;

/// <summary>virtio-blk: a disk. Requests are done when the driver tells of them. Virtio 1.2, section 5.2.</summary>
internal sealed class VirtioBlock(Disk disk, string serial) : IVirtioDevice
{
    private const int Sector = 512;
    private const int HeaderSize = 16;
    private const uint MostBytes = 16 << 20;
    private const byte Ok = 0;
    private const byte Error = 1;
    private const byte Unsupported = 2;

    /// <inheritdoc/>
    public string Name => "virtio-blk";

    /// <inheritdoc/>
    public uint Id => 2;

    /// <inheritdoc/>
    /// <remarks>SEG_MAX, RO, BLK_SIZE, FLUSH.</remarks>
    public ulong Features => (1 << 2) | (disk.IsReadOnly ? 1UL << 5 : 0) | (1 << 6) | (1 << 9);

    /// <inheritdoc/>
    public int Queues => 1;

    /// <summary>The disk.</summary>
    public Disk Disk => disk;

    /// <inheritdoc/>
    public byte Configuration(int offset)
    {
        Span<byte> configuration = stackalloc byte[60];
        configuration.Clear();
        BinaryPrimitives.WriteInt64LittleEndian(configuration, disk.Length / Sector);
        BinaryPrimitives.WriteUInt32LittleEndian(configuration[12..], Virtqueue.MaximumSize - 2);
        BinaryPrimitives.WriteUInt32LittleEndian(configuration[20..], Sector);
        return offset < configuration.Length ? configuration[offset] : (byte)0;
    }

    /// <inheritdoc/>
    public bool Serve(int number, Virtqueue queue)
    {
        bool any = false;
        for (uint i = 0; i < queue.Size && queue.HasNext; i++)
        {
            uint written = Request(queue.Bus, queue.Take(out ushort head));
            queue.Give(head, written);
            any = true;
        }

        return any;
    }

    // A header to read, data, and a byte to write the status in.
    private uint Request(Bus bus, IReadOnlyList<VirtioBuffer> chain)
    {
        if (chain.Count < 2 || chain[0].IsWritable || chain[0].Length != HeaderSize || !chain[^1].IsWritable || chain[^1].Length == 0)
        {
            throw new VirtioException("a disk request without header or status");
        }

        Span<byte> header = stackalloc byte[HeaderSize];
        bus.TryRead(chain[0].Address, header);
        uint type = BinaryPrimitives.ReadUInt32LittleEndian(header);
        ulong sector = BinaryPrimitives.ReadUInt64LittleEndian(header[8..]);
        uint written = 0;
        byte status = type switch
        {
            0 => Transfer(bus, chain, sector, isWrite: false, ref written),
            1 => disk.IsReadOnly ? Error : Transfer(bus, chain, sector, isWrite: true, ref written),
            4 => Flush(),
            8 => Identify(bus, chain, ref written),
            _ => Unsupported,
        };

        // The status is the last byte of the last buffer.
        bus.TryWrite(chain[^1].Address + chain[^1].Length - 1, [status]);
        return written + 1;
    }

    private byte Flush()
    {
        disk.Flush();
        return Ok;
    }

    private byte Transfer(Bus bus, IReadOnlyList<VirtioBuffer> chain, ulong sector, bool isWrite, ref uint written)
    {
        ulong bytes = 0;
        for (int i = 1; i < chain.Count - 1; i++)
        {
            bytes += chain[i].Length;
            if (chain[i].IsWritable == isWrite)
            {
                return Error;
            }
        }

        if (bytes > MostBytes || bytes % Sector != 0 || sector > ulong.MaxValue / Sector || !disk.Holds(sector * Sector, bytes))
        {
            return Error;
        }

        long at = (long)(sector * Sector);
        Span<byte> piece = stackalloc byte[4096];
        for (int i = 1; i < chain.Count - 1; i++)
        {
            for (uint done = 0; done < chain[i].Length; done += (uint)piece.Length)
            {
                Span<byte> part = piece[..(int)Math.Min((uint)piece.Length, chain[i].Length - done)];
                Move(bus, chain[i].Address + done, at, part, isWrite);
                at += part.Length;
            }
        }

        written = isWrite ? 0 : (uint)bytes;
        return Ok;
    }

    private void Move(Bus bus, ulong address, long at, Span<byte> part, bool isWrite)
    {
        if (isWrite)
        {
            bus.TryRead(address, part);
            disk.Write(at, part);
        }
        else
        {
            disk.Read(at, part);
            bus.TryWrite(address, part);
        }
    }

    private byte Identify(Bus bus, IReadOnlyList<VirtioBuffer> chain, ref uint written)
    {
        if (chain.Count != 3 || !chain[1].IsWritable || chain[1].Length < 20)
        {
            return Error;
        }

        byte[] name = new byte[20];
        System.Text.Encoding.ASCII.GetBytes(serial.AsSpan(0, Math.Min(serial.Length, name.Length)), name);
        bus.TryWrite(chain[1].Address, name);
        written = (uint)name.Length;
        return Ok;
    }
}
