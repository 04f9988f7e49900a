using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;

namespace Sim.Tests.CoreEmulator.Timing.Traces;

/// <summary>Writes records of traces byte by byte, as the formats have them.</summary>
internal sealed class TraceWriter
{
    private readonly List<byte> _bytes = [];

    public byte[] Bytes => [.. _bytes];

    public MemoryStream Stream => new([.. _bytes]);

    public TraceWriter ChampSim(
        ulong pc, byte[]? to = null, byte[]? from = null, ulong[]? stores = null, ulong[]? loads = null, bool isBranch = false, bool taken = false, bool isCloudSuite = false)
    {
        int destinations = isCloudSuite ? 4 : 2;
        Word(pc);
        _bytes.Add(isBranch ? (byte)1 : (byte)0);
        _bytes.Add(taken ? (byte)1 : (byte)0);
        Padded(to ?? [], destinations);
        Padded(from ?? [], 4);
        _bytes.AddRange(new byte[isCloudSuite ? 6 : 0]);
        Words(stores ?? [], destinations);
        Words(loads ?? [], 4);
        _bytes.AddRange(new byte[isCloudSuite ? 8 : 0]);
        return this;
    }

    public TraceWriter Plain(ulong pc, byte kind, byte[] from, params byte[] to) => Start(pc, kind).Registers(from, to);

    public TraceWriter Load(ulong pc, ulong address, byte size, bool movesBase, byte[] from, params byte[] to)
    {
        Start(pc, 1).Word(address);
        _bytes.AddRange([size, movesBase ? (byte)1 : (byte)0]);
        return Registers(from, to);
    }

    public TraceWriter Store(ulong pc, ulong address, byte size, bool movesBase, bool hasOffset, byte[] from, params byte[] to)
    {
        Start(pc, 2).Word(address);
        _bytes.AddRange([size, movesBase ? (byte)1 : (byte)0, hasOffset ? (byte)1 : (byte)0]);
        return Registers(from, to);
    }

    public TraceWriter Branch(ulong pc, byte kind, ulong? target, byte[] from, params byte[] to)
    {
        Start(pc, kind);
        _bytes.Add(target is null ? (byte)0 : (byte)1);
        if (target is { } where)
        {
            Word(where);
        }

        return Registers(from, to);
    }

    public TraceWriter Raw(params byte[] bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    private TraceWriter Start(ulong pc, byte kind)
    {
        Word(pc);
        _bytes.Add(kind);
        return this;
    }

    private TraceWriter Registers(byte[] from, byte[] to)
    {
        _bytes.Add((byte)from.Length);
        _bytes.AddRange(from);
        _bytes.Add((byte)to.Length);
        _bytes.AddRange(to);
        foreach (byte register in to)
        {
            _bytes.AddRange(new byte[register is >= 32 and < 64 ? 16 : 8]);
        }

        return this;
    }

    private void Word(ulong value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        _bytes.AddRange(bytes);
    }

    private void Words(ulong[] values, int count)
    {
        for (int n = 0; n < count; n++)
        {
            Word(n < values.Length ? values[n] : 0);
        }
    }

    private void Padded(byte[] values, int count)
    {
        _bytes.AddRange(values);
        _bytes.AddRange(new byte[count - values.Length]);
    }
}
