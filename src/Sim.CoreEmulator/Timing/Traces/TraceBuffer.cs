using System;
using System.Buffers.Binary;
using System.Globalization;
using System.IO;
using Sim.Kernel;

namespace Sim.CoreEmulator.Timing.Traces;

/// <summary>Bytes of a trace in large pieces, and where in it one is.</summary>
internal sealed class TraceBuffer(Stream stream, string file)
{
    private const int Size = 1 << 20;
    private readonly byte[] _bytes = new byte[Size];
    private int _start;
    private int _end;
    private long _passed;

    /// <summary>Bytes taken so far.</summary>
    public long Offset => _passed + _start;

    /// <summary>Whether so many bytes are there, from here on.</summary>
    public bool Has(int count) => _end - _start >= count || Fill(count);

    /// <summary>The bytes from here on, up to where they were read; <see cref="Has"/> first.</summary>
    public ReadOnlySpan<byte> Ahead => _bytes.AsSpan(_start, _end - _start);

    /// <summary>Passes bytes.</summary>
    public void Pass(int count) => _start += count;

    /// <summary>8 bytes, the lowest first.</summary>
    public ulong Word(int at) => BinaryPrimitives.ReadUInt64LittleEndian(_bytes.AsSpan(_start + at));

    /// <summary>A byte.</summary>
    public byte Byte(int at) => _bytes[_start + at];

    /// <summary>What is wrong with a record.</summary>
    /// <param name="record">Its number, from 1.</param>
    /// <param name="offset">Where it begins.</param>
    /// <param name="message">What is wrong.</param>
    public InputException Fault(long record, long offset, string message) => new(new InputError(
        file, 0, 0, string.Create(CultureInfo.InvariantCulture, $"record {record} at byte {offset}: {message}")));

    private bool Fill(int count)
    {
        _bytes.AsSpan(_start, _end - _start).CopyTo(_bytes);
        _passed += _start;
        _end -= _start;
        _start = 0;
        try
        {
            while (_end < count)
            {
                int read = stream.Read(_bytes, _end, Size - _end);
                if (read == 0)
                {
                    return false;
                }

                _end += read;
            }
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException)
        {
            throw new InputException(new InputError(
                file, 0, 0, string.Create(CultureInfo.InvariantCulture, $"cannot be unpacked behind byte {_passed + _end} of its content: {fault.Message}")));
        }

        return true;
    }
}
