using System;
using System.Buffers.Binary;
using System.Globalization;
using System.IO;
using System.Linq;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Memory;
using Sim.CoreEmulator.Programs;

namespace Sim.CoreEmulator.Debugging;

/// <summary>Prints a program in assembly language: labels, addresses, bits, instructions.</summary>
internal sealed class Listing(ElfFile program)
{
    private readonly Disassembler _disassembler = new(HartOptions.AllExtensions, program.Symbols, CsrNames());

    /// <summary>Prints a section; all that hold code where none is named.</summary>
    /// <exception cref="Kernel.InputException">There is no such section.</exception>
    public void Sections(TextWriter output, string? name)
    {
        ElfSection[] chosen = [.. program.Sections.Where(section => name is null ? section.IsCode : section.Name == name)];
        if (chosen.Length == 0 && name is not null)
        {
            string hint = Kernel.Edits.Nearest(name, program.Sections.Select(section => section.Name)) is { } nearest ? $"did you mean '{nearest}'?" : "it has none of a like name";
            throw program.Fault($"no section '{name}'; {hint}");
        }

        foreach (ElfSection section in chosen)
        {
            output.WriteLine($"\nDisassembly of section {section.Name}:");
            Print(output, section.Address, section.Bytes.Span, section.Address, section.Address + (ulong)section.Bytes.Length);
        }

        // A stripped program has only segments.
        foreach (ElfSegment segment in chosen.Length == 0 ? program.Segments.Where(segment => segment.IsExecutable) : [])
        {
            Print(output, segment.Virtual, segment.Bytes.Span, segment.Virtual, segment.Virtual + segment.Size);
        }
    }

    /// <summary>Prints a function.</summary>
    /// <exception cref="Kernel.InputException">There is no such symbol.</exception>
    public void Symbol(TextWriter output, string name)
    {
        if (program.Symbols.Find(name) is not { } symbol)
        {
            string hint = Kernel.Edits.Nearest(name, program.Symbols.All.Select(known => known.Name)) is { } nearest ? $"did you mean '{nearest}'?" : "it has none of a like name";
            throw program.Fault($"no symbol '{name}'; {hint}");
        }

        ulong next = program.Symbols.All.Where(other => other.Address > symbol.Address).Select(other => other.Address).DefaultIfEmpty(ulong.MaxValue).First();
        Range(output, symbol.Address, symbol.Size > 0 ? symbol.Address + symbol.Size : next);
    }

    /// <summary>Prints what lies between two addresses.</summary>
    /// <exception cref="Kernel.InputException">Nothing lies there.</exception>
    public void Range(TextWriter output, ulong from, ulong to)
    {
        bool any = false;
        foreach (ElfSegment segment in program.Segments)
        {
            ulong end = segment.Virtual + (ulong)segment.Bytes.Length;
            if (from < end && to > segment.Virtual)
            {
                any = true;
                Print(output, segment.Virtual, segment.Bytes.Span, Math.Max(from, segment.Virtual), Math.Min(to, end));
            }
        }

        if (!any)
        {
            throw program.Fault(string.Create(CultureInfo.InvariantCulture, $"nothing of it lies in 0x{from:x}..0x{to:x}"));
        }
    }

    /// <summary>The names of CSRs by number, of a hart that has them all.</summary>
    public static Func<int, string?> CsrNames()
    {
        Bus bus = new();
        Hart hart = new(0, bus, new MachineClock(), new HartOptions { PmpEntries = 64 });
        return number => hart.Csrs.At(number)?.Name;
    }

    private void Print(TextWriter output, ulong start, ReadOnlySpan<byte> bytes, ulong from, ulong to)
    {
        for (ulong address = from; address + 2 <= to && address - start + 2 <= (ulong)bytes.Length;)
        {
            Label(output, address);
            ReadOnlySpan<byte> rest = bytes[(int)(address - start)..];
            uint bits = BinaryPrimitives.ReadUInt16LittleEndian(rest);
            bool isLong = (bits & 3) == 3 && rest.Length >= 4;
            bits = isLong ? BinaryPrimitives.ReadUInt32LittleEndian(rest) : bits;
            string digits = bits.ToString(isLong ? "x8" : "x4", CultureInfo.InvariantCulture);
            string text = (bits & 3) == 3 && !isLong ? ".2byte\t0x" + digits : _disassembler.Text(bits, address);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{address,12:x}:\t{digits,-8}\t{text}"));
            address += isLong ? 4UL : 2UL;
        }
    }

    private void Label(TextWriter output, ulong address)
    {
        if (program.Symbols.Nearest(address) is { } symbol && symbol.Address == address)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\n{address:x16} <{symbol.Name}>:"));
        }
    }
}
