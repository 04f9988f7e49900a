using System;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Sim.Kernel.Events;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;

namespace Sim.Kernel.Checkpoints;

/// <summary>Reads what a <see cref="CheckpointWriter"/> wrote, in the same order.</summary>
/// <remarks>Reading on past the end is a fault of the input, told by an <see cref="InputException"/> that names the file and the place.</remarks>
public sealed class CheckpointReader
{
    private readonly ReadOnlyMemory<byte> _bytes;

    internal CheckpointReader(ReadOnlyMemory<byte> bytes, string name) => (_bytes, Name) = (bytes, name);

    /// <summary>What is read from, for messages.</summary>
    internal string Name { get; }

    /// <summary>How many bytes have been read.</summary>
    internal int Position { get; private set; }

    internal bool AtEnd => Position == _bytes.Length;

    /// <summary>Reads a whole number of 8 bytes.</summary>
    public long ReadLong() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    /// <summary>Reads 64 bits.</summary>
    public ulong ReadBits() => unchecked((ulong)ReadLong());

    /// <summary>Reads a whole number of 4 bytes.</summary>
    public int ReadInt() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    /// <summary>Reads a number.</summary>
    public double ReadDouble() => BitConverter.Int64BitsToDouble(ReadLong());

    /// <summary>Reads a yes or no.</summary>
    public bool ReadBool() => Take(1)[0] switch
    {
        0 => false,
        1 => true,
        byte other => throw Fault($"{other} found where 0 or 1 is expected"),
    };

    /// <summary>Reads a text.</summary>
    public string ReadText() => Encoding.UTF8.GetString(Take(ReadCount(1)));

    /// <summary>Reads an instant.</summary>
    public SimTime ReadTime() => new(ReadLong());

    /// <summary>Reads a span of time.</summary>
    public Duration ReadDuration() => new(ReadLong());

    /// <summary>Reads a handle.</summary>
    public EventHandle ReadHandle() => new(ReadInt(), unchecked((uint)ReadInt()));

    /// <summary>Moves a random stream to where the written one stood.</summary>
    /// <param name="stream">Of the same name; the seed may differ only where the checkpoint is not of this run.</param>
    public void Read(RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        RandomStreamState state = new(ReadBits(), ReadBits(), ReadBits());
        if (state with { Drawn = stream.State.Drawn } != stream.State)
        {
            throw Fault($"the state of another random stream, or of another seed; expected that of the stream which reads it");
        }

        stream.MoveTo(state.Drawn);
    }

    /// <summary>Reads the state of a part of the model.</summary>
    public void Read(ICheckpointed value)
    {
        ArgumentNullException.ThrowIfNull(value);
        value.Load(this);
    }

    /// <summary>Reads whole numbers.</summary>
    public long[] ReadLongs()
    {
        long[] values = new long[ReadCount(sizeof(long))];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = ReadLong();
        }

        return values;
    }

    /// <summary>Reads numbers.</summary>
    public double[] ReadDoubles()
    {
        double[] values = new double[ReadCount(sizeof(double))];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = ReadDouble();
        }

        return values;
    }

    /// <summary>The exception for a state that cannot be, to be thrown by who reads it.</summary>
    /// <param name="text">What was found, and what is expected.</param>
    public InputException Fault(FormattableString text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new InputException(new InputError(Name, 0, 0, string.Create(CultureInfo.InvariantCulture, $"byte {Position}: {text.ToString(CultureInfo.InvariantCulture)}")));
    }

    /// <summary>Reads how many things follow, each of at least so many bytes: a wrong count must not ask for all memory.</summary>
    internal int ReadCount(int bytesEach)
    {
        int count = ReadInt();
        return count >= 0 && (long)count * bytesEach <= _bytes.Length - Position
            ? count
            : throw Fault($"{count} things are said to follow, in {_bytes.Length - Position} bytes");
    }

    internal ReadOnlySpan<byte> Take(int count)
    {
        if (count > _bytes.Length - Position)
        {
            throw Fault($"ends here; {count} more bytes are expected");
        }

        ReadOnlySpan<byte> taken = _bytes.Span.Slice(Position, count);
        Position += count;
        return taken;
    }

    /// <summary>A reader of the next bytes only.</summary>
    internal CheckpointReader Part(int count)
    {
        int start = Position;
        Take(count);
        return new CheckpointReader(_bytes.Slice(start, count), Name);
    }
}
