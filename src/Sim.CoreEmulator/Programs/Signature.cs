using System;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Sim.CoreEmulator.Memory;

namespace Sim.CoreEmulator.Programs;

/// <summary>What a conformance test leaves for comparison: memory from begin_signature to end_signature, a 4-byte word a line.</summary>
internal static class Signature
{
    private const ulong Longest = 64 << 20;

    /// <summary>Reads it.</summary>
    /// <exception cref="Kernel.InputException">The program has none.</exception>
    public static string Of(ElfFile program, Bus bus)
    {
        if (program.Symbols.Find("begin_signature") is not { } begin || program.Symbols.Find("end_signature") is not { } end)
        {
            throw program.Fault("has no symbols begin_signature and end_signature; leave --signature out");
        }

        ulong size = end.Address - begin.Address;
        if (end.Address < begin.Address || size > Longest || (size > 0 && bus.RamAt(begin.Address, size) is null))
        {
            throw program.Fault(string.Create(CultureInfo.InvariantCulture, $"its signature 0x{begin.Address:x}..0x{end.Address:x} is not in main memory"));
        }

        StringBuilder text = new();
        Span<byte> word = stackalloc byte[4];
        for (ulong at = begin.Address; at < end.Address; at += 4)
        {
            word.Clear();
            bus.TryRead(at, word[..(int)Math.Min(4, end.Address - at)]);
            text.Append(CultureInfo.InvariantCulture, $"{BinaryPrimitives.ReadUInt32LittleEndian(word):x8}\n");
        }

        return text.ToString();
    }
}
