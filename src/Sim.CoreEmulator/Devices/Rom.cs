using System;
using System.Buffers.Binary;
using Sim.CoreEmulator.Harts;

namespace Sim.CoreEmulator.Devices;

/// <summary>Memory that is only read: the device tree.</summary>
internal sealed class Rom(byte[] contents, ulong size) : IDevice
{
    /// <inheritdoc/>
    public string Name => "rom";

    /// <inheritdoc/>
    public ulong Size => size;

    /// <inheritdoc/>
    public bool Read(Hart hart, ulong offset, int size, out ulong value)
    {
        Span<byte> bytes = stackalloc byte[8];
        if (offset < (ulong)contents.Length)
        {
            contents.AsSpan((int)offset, Math.Min(size, contents.Length - (int)offset)).CopyTo(bytes);
        }

        value = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        return true;
    }

    /// <inheritdoc/>
    public bool Write(Hart hart, ulong offset, int size, ulong value) => false;
}
