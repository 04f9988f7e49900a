using System;
using System.Buffers.Binary;

namespace Sim.Kernel.Random;

/// <summary>Lets code that wants a <see cref="System.Random"/> draw from a named stream.</summary>
internal sealed class SystemRandomAdapter(RandomStream stream) : System.Random
{
    public override int Next() => Next(int.MaxValue);

    public override int Next(int maxValue) => Next(0, maxValue);

    public override int Next(int minValue, int maxValue) => (int)NextInt64(minValue, maxValue);

    public override long NextInt64() => NextInt64(long.MaxValue);

    public override long NextInt64(long maxValue) => NextInt64(0, maxValue);

    // System.Random allows an empty range and then returns its start.
    public override long NextInt64(long minValue, long maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minValue, maxValue);
        return minValue == maxValue ? minValue : minValue + stream.NextInt(maxValue - minValue);
    }

    public override double NextDouble() => stream.NextDouble();

    public override float NextSingle() => (stream.NextBits() >> 40) * (1.0f / (1 << 24));

    public override void NextBytes(byte[] buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        NextBytes(buffer.AsSpan());
    }

    public override void NextBytes(Span<byte> buffer)
    {
        Span<byte> word = stackalloc byte[sizeof(ulong)];
        while (!buffer.IsEmpty)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(word, stream.NextBits());
            int count = Math.Min(word.Length, buffer.Length);
            word[..count].CopyTo(buffer);
            buffer = buffer[count..];
        }
    }

    protected override double Sample() => stream.NextDouble();
}
