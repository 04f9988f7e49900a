using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Text;

namespace Sim.CoreEmulator.Devices;

/// <summary>Writes a flattened device tree. Devicetree specification 0.4, chapter 5.</summary>
internal sealed class DeviceTreeWriter
{
    private const uint Magic = 0xD00DFEED;
    private const int HeaderSize = 40;
    private readonly List<byte> _structure = [];
    private readonly List<byte> _strings = [];
    private readonly List<(string Name, int Offset)> _names = [];

    /// <summary>Begins a node.</summary>
    public DeviceTreeWriter Begin(string name)
    {
        Word(1);
        Padded([.. Encoding.ASCII.GetBytes(name), 0]);
        return this;
    }

    /// <summary>Ends a node.</summary>
    public DeviceTreeWriter End()
    {
        Word(2);
        return this;
    }

    /// <summary>A property of 32-bit cells; none for a mere flag.</summary>
    public DeviceTreeWriter Cells(string name, params ReadOnlySpan<uint> cells)
    {
        byte[] bytes = new byte[4 * cells.Length];
        for (int i = 0; i < cells.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4 * i), cells[i]);
        }

        return Property(name, bytes);
    }

    /// <summary>An address and a size of two cells each.</summary>
    public DeviceTreeWriter Range(ulong start, ulong size) =>
        Cells("reg", (uint)(start >> 32), (uint)start, (uint)(size >> 32), (uint)size);

    /// <summary>A property of texts.</summary>
    public DeviceTreeWriter Texts(string name, params ReadOnlySpan<string> texts)
    {
        List<byte> bytes = [];
        foreach (string text in texts)
        {
            bytes.AddRange(Encoding.ASCII.GetBytes(text));
            bytes.Add(0);
        }

        return Property(name, [.. bytes]);
    }

    /// <summary>The whole blob.</summary>
    public byte[] ToArray()
    {
        Word(9);
        int reserved = HeaderSize;
        int structure = reserved + 16;
        int strings = structure + _structure.Count;
        byte[] blob = new byte[strings + _strings.Count];
        uint[] header = [Magic, (uint)blob.Length, (uint)structure, (uint)strings, (uint)reserved, 17, 16, 0, (uint)_strings.Count, (uint)_structure.Count];
        for (int i = 0; i < header.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(blob.AsSpan(4 * i), header[i]);
        }

        _structure.CopyTo(blob, structure);
        _strings.CopyTo(blob, strings);
        return blob;
    }

    private DeviceTreeWriter Property(string name, byte[] value)
    {
        Word(3);
        Word((uint)value.Length);
        Word((uint)Name(name));
        Padded(value);
        return this;
    }

    private int Name(string name)
    {
        foreach ((string known, int offset) in _names)
        {
            if (known == name)
            {
                return offset;
            }
        }

        int at = _strings.Count;
        _strings.AddRange([.. Encoding.ASCII.GetBytes(name), 0]);
        _names.Add((name, at));
        return at;
    }

    private void Word(uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        _structure.AddRange(bytes);
    }

    private void Padded(byte[] bytes)
    {
        _structure.AddRange(bytes);
        _structure.AddRange(new byte[-bytes.Length & 3]);
    }
}
