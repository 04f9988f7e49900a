using System;
using System.Runtime.InteropServices;

namespace Sim.Traces.Columns;

/// <summary>Reads back what <see cref="ColumnEncoder"/> wrote.</summary>
/// <remarks>These loops feed every simulated step, so each is as plain as it can be.</remarks>
internal static class ColumnDecoder
{
    private static readonly double[][] ByteValues = MakeByteValues();

    /// <summary>Decodes samples from <paramref name="first"/> on until <paramref name="into"/> is full.</summary>
    public static void Decode(Slice column, ByteStore store, int first, Span<double> into)
    {
        int width = column.Width;
        ReadOnlySpan<byte> bytes = width == 0 ? [] : store.At(column.Payload + ((long)first * width), into.Length * width);
        switch (column.Coding)
        {
            case Coding.Constant:
                into.Fill(BitConverter.Int64BitsToDouble(column.Payload));
                break;
            case Coding.Scaled8:
                Decode8(bytes, ByteValues[column.Decimals], into);
                break;
            case Coding.Scaled16:
                Decode16(MemoryMarshal.Cast<byte, ushort>(bytes), Powers.Ten(column.Decimals), into);
                break;
            case Coding.Scaled32:
                Decode32(MemoryMarshal.Cast<byte, uint>(bytes), Powers.Ten(column.Decimals), into);
                break;
            case Coding.Float32:
                DecodeFloat(MemoryMarshal.Cast<byte, float>(bytes), into);
                break;
            case Coding.Float64:
                MemoryMarshal.Cast<byte, double>(bytes).CopyTo(into);
                break;
            default:
                into.Fill(double.NaN);
                break;
        }
    }

    // A table of 256 doubles stays in the first-level cache: a load costs less than a conversion and a division.
    private static void Decode8(ReadOnlySpan<byte> bytes, double[] values, Span<double> into)
    {
        ReadOnlySpan<double> table = values.AsSpan(0, 256);
        for (int i = 0; i < into.Length && i < bytes.Length; i++)
        {
            into[i] = table[bytes[i]];
        }
    }

    private static void Decode16(ReadOnlySpan<ushort> words, double scale, Span<double> into)
    {
        for (int i = 0; i < into.Length && i < words.Length; i++)
        {
            into[i] = words[i] == ushort.MaxValue ? double.NaN : words[i] / scale;
        }
    }

    private static void Decode32(ReadOnlySpan<uint> words, double scale, Span<double> into)
    {
        for (int i = 0; i < into.Length && i < words.Length; i++)
        {
            into[i] = words[i] == uint.MaxValue ? double.NaN : words[i] / scale;
        }
    }

    private static void DecodeFloat(ReadOnlySpan<float> floats, Span<double> into)
    {
        for (int i = 0; i < into.Length && i < floats.Length; i++)
        {
            into[i] = floats[i];
        }
    }

    private static double[][] MakeByteValues()
    {
        double[][] tables = new double[7][];
        for (int k = 0; k < tables.Length; k++)
        {
            tables[k] = new double[256];
            for (int i = 0; i < 255; i++)
            {
                tables[k][i] = i / Powers.Ten(k);
            }

            tables[k][255] = double.NaN;
        }

        return tables;
    }
}
