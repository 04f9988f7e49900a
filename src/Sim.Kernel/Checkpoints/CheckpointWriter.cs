using System;
using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Sim.Kernel.Events;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;

namespace Sim.Kernel.Checkpoints;

/// <summary>Writes the state of a model: numbers of a fixed size, lowest byte first.</summary>
public sealed class CheckpointWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    internal CheckpointWriter()
    {
    }

    internal ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    /// <summary>Writes a whole number; 8 bytes.</summary>
    public void Write(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_bytes.GetSpan(sizeof(long)), value);
        _bytes.Advance(sizeof(long));
    }

    /// <summary>Writes 64 bits.</summary>
    public void Write(ulong value) => Write(unchecked((long)value));

    /// <summary>Writes a whole number; 4 bytes.</summary>
    public void Write(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.GetSpan(sizeof(int)), value);
        _bytes.Advance(sizeof(int));
    }

    /// <summary>Writes a number with all its bits: what is read back is equal, NaN included.</summary>
    public void Write(double value) => Write(BitConverter.DoubleToInt64Bits(value));

    /// <summary>Writes a yes or no; 1 byte.</summary>
    public void Write(bool value)
    {
        _bytes.GetSpan(1)[0] = value ? (byte)1 : (byte)0;
        _bytes.Advance(1);
    }

    /// <summary>Writes a text: its length in bytes, then UTF-8.</summary>
    public void Write(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        int length = Encoding.UTF8.GetByteCount(value);
        Write(length);
        _bytes.Advance(Encoding.UTF8.GetBytes(value, _bytes.GetSpan(length)));
    }

    /// <summary>Writes an instant.</summary>
    public void Write(SimTime value) => Write(value.Nanoseconds);

    /// <summary>Writes a span of time.</summary>
    public void Write(Duration value) => Write(value.Nanoseconds);

    /// <summary>Writes a handle: read back, it names the same event of the resumed run, or a past one as before.</summary>
    public void Write(EventHandle value)
    {
        Write(value.Slot);
        Write(unchecked((int)value.Generation));
    }

    /// <summary>Writes where a random stream stands.</summary>
    public void Write(RandomStream value)
    {
        ArgumentNullException.ThrowIfNull(value);
        (ulong seed, ulong name, ulong drawn) = value.State;
        Write(seed);
        Write(name);
        Write(drawn);
    }

    /// <summary>Writes the state of a part of the model.</summary>
    public void Write(ICheckpointed value)
    {
        ArgumentNullException.ThrowIfNull(value);
        value.Save(this);
    }

    /// <summary>Writes whole numbers, their count first.</summary>
    public void Write(ReadOnlySpan<long> values)
    {
        Write(values.Length);
        foreach (long value in values)
        {
            Write(value);
        }
    }

    /// <summary>Writes numbers, their count first.</summary>
    public void Write(ReadOnlySpan<double> values)
    {
        Write(values.Length);
        foreach (double value in values)
        {
            Write(value);
        }
    }

    internal void Write(ReadOnlySpan<byte> bytes) => _bytes.Write(bytes);
}
