using System;
using System.Runtime.InteropServices;
using Sim.Kernel;

namespace Sim.Traces.Columns;

/// <summary>Writes a series of values in the fewest bytes that give them back as they were.</summary>
/// <remarks>
/// NaN means absent. The only lossy form is <see cref="Coding.Float32"/>; <c>fullPrecision</c> rules it out.
/// Values are narrowed unchecked: the largest one chose the width, and a checked conversion of a double is a call.
/// </remarks>
internal static class ColumnEncoder
{
    private const int MostDecimals = 6;

    /// <summary>Adds the values to the store.</summary>
    public static Slice Encode(ReadOnlySpan<double> values, ByteStore store, bool fullPrecision)
    {
        Check.That(!values.IsEmpty);
        if (IsConstant(values))
        {
            return new Slice(BitConverter.DoubleToInt64Bits(values[0]), Coding.Constant, 0);
        }

        (int decimals, double largest) = Scale(values);
        return (decimals, largest) switch
        {
            ( < 0, _) => EncodeFloats(values, store, fullPrecision),
            (_, < byte.MaxValue) => Encode8(values, store, decimals),
            (_, < ushort.MaxValue) => Encode16(values, store, decimals),
            (_, < uint.MaxValue) => Encode32(values, store, decimals),
            _ => EncodeFloats(values, store, fullPrecision),
        };
    }

    private static bool IsConstant(ReadOnlySpan<double> values)
    {
        // Compared as bits, so that NaN equals NaN and -0 is not 0.
        ReadOnlySpan<long> bits = MemoryMarshal.Cast<double, long>(values);
        return !bits.ContainsAnyExcept(bits[0]);
    }

    /// <summary>The fewest decimals that show every value, and the largest value times 10^k; -1 where 6 do not suffice.</summary>
    private static (int Decimals, double Largest) Scale(ReadOnlySpan<double> values)
    {
        int decimals = 0;
        double largest = 0;
        foreach (double value in values)
        {
            if (double.IsNaN(value))
            {
                continue;
            }

            while (!Powers.TryScale(value, decimals, out _))
            {
                if (++decimals > MostDecimals)
                {
                    return (-1, 0);
                }
            }

            largest = Math.Max(largest, value);
        }

        return (decimals, Math.Round(largest * Powers.Ten(decimals)));
    }

    private static Slice Encode8(ReadOnlySpan<double> values, ByteStore store, int decimals)
    {
        long address = store.Reserve(values.Length);
        Span<byte> into = store.At(address, values.Length);
        double scale = Powers.Ten(decimals);
        for (int i = 0; i < values.Length; i++)
        {
            into[i] = double.IsNaN(values[i]) ? byte.MaxValue : unchecked((byte)Math.Round(values[i] * scale));
        }

        return new Slice(address, Coding.Scaled8, (byte)decimals);
    }

    private static Slice Encode16(ReadOnlySpan<double> values, ByteStore store, int decimals)
    {
        long address = store.Reserve(values.Length * sizeof(ushort));
        Span<ushort> into = MemoryMarshal.Cast<byte, ushort>(store.At(address, values.Length * sizeof(ushort)));
        double scale = Powers.Ten(decimals);
        for (int i = 0; i < values.Length; i++)
        {
            into[i] = double.IsNaN(values[i]) ? ushort.MaxValue : unchecked((ushort)Math.Round(values[i] * scale));
        }

        return new Slice(address, Coding.Scaled16, (byte)decimals);
    }

    private static Slice Encode32(ReadOnlySpan<double> values, ByteStore store, int decimals)
    {
        long address = store.Reserve(values.Length * sizeof(uint));
        Span<uint> into = MemoryMarshal.Cast<byte, uint>(store.At(address, values.Length * sizeof(uint)));
        double scale = Powers.Ten(decimals);
        for (int i = 0; i < values.Length; i++)
        {
            into[i] = double.IsNaN(values[i]) ? uint.MaxValue : unchecked((uint)Math.Round(values[i] * scale));
        }

        return new Slice(address, Coding.Scaled32, (byte)decimals);
    }

    private static Slice EncodeFloats(ReadOnlySpan<double> values, ByteStore store, bool fullPrecision) =>
        fullPrecision && !FitFloat(values) ? Encode64(values, store) : EncodeFloat(values, store);

    private static bool FitFloat(ReadOnlySpan<double> values)
    {
        foreach (double value in values)
        {
            if (!double.IsNaN(value) && !Powers.Same(value, (float)value))
            {
                return false;
            }
        }

        return true;
    }

    private static Slice EncodeFloat(ReadOnlySpan<double> values, ByteStore store)
    {
        long address = store.Reserve(values.Length * sizeof(float));
        Span<float> into = MemoryMarshal.Cast<byte, float>(store.At(address, values.Length * sizeof(float)));
        for (int i = 0; i < values.Length; i++)
        {
            into[i] = (float)values[i];
        }

        return new Slice(address, Coding.Float32, 0);
    }

    private static Slice Encode64(ReadOnlySpan<double> values, ByteStore store)
    {
        long address = store.Reserve(values.Length * sizeof(double));
        values.CopyTo(MemoryMarshal.Cast<byte, double>(store.At(address, values.Length * sizeof(double))));
        return new Slice(address, Coding.Float64, 0);
    }
}
