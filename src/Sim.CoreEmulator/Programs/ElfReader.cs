using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Sim.Kernel;

namespace Sim.CoreEmulator.Programs;

/// <summary>Reads an ELF file part by part; nothing in it is believed. System V ABI, "Object Files", and the RISC-V psABI.</summary>
internal sealed class ElfReader(string name, ReadOnlyMemory<byte> bytes)
{
    private const int HeaderSize = 64;
    private const int ProgramHeaderSize = 56;
    private const int SectionHeaderSize = 64;
    private const int SymbolSize = 24;
    private const uint Load = 1;
    private const uint Interpreter = 3;
    private const uint SymbolTableType = 2;
    private const uint NoBits = 8;

    private ReadOnlySpan<byte> File => bytes.Span;

    /// <summary>A fault of this file.</summary>
    public InputException Fault(string message) => new(new InputError(name, 0, 0, message));

    /// <summary>SHA-256 of the file.</summary>
    public string Hash() => Convert.ToHexString(SHA256.HashData(File));

    /// <summary>The header, when it is one of a RISC-V program.</summary>
    public ElfHeader Header()
    {
        ReadOnlySpan<byte> file = File;
        if (file.Length < 4 || !file[..4].SequenceEqual("\u007FELF"u8))
        {
            throw Fault(file.Length == 0 ? "an empty file; must be an ELF program for RV64" : "not an ELF file; must be an ELF program for RV64");
        }

        if (file.Length < HeaderSize)
        {
            throw Fault(Text($"truncated: an ELF header has {HeaderSize} bytes, the file {file.Length}"));
        }

        RefuseForeign(file);
        int programHeaders = U16(56);
        int sections = U16(60);
        Expect(programHeaders == 0 || U16(54) == ProgramHeaderSize, "program headers", U16(54), ProgramHeaderSize);
        Expect(sections == 0 || U16(58) == SectionHeaderSize, "section headers", U16(58), SectionHeaderSize);
        return new ElfHeader(U16(16) == 3, U64(24), U32(48), U64(32), programHeaders, U64(40), sections, U16(62));
    }

    /// <summary>Everything of type PT_LOAD that takes memory.</summary>
    public List<ElfSegment> Segments(ElfHeader header)
    {
        List<ElfSegment> segments = [];
        for (int i = 0; i < header.ProgramHeaderCount; i++)
        {
            int at = ProgramHeader(header, i);
            if (U32(at) == Load && U64(at + 40) != 0)
            {
                segments.Add(Segment(at, i));
            }
        }

        return segments;
    }

    /// <summary>Whether a dynamic linker is asked for.</summary>
    public bool HasInterpreter(ElfHeader header)
    {
        for (int i = 0; i < header.ProgramHeaderCount; i++)
        {
            if (U32(ProgramHeader(header, i)) == Interpreter)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>All sections.</summary>
    public List<ElfSection> Sections(ElfHeader header)
    {
        List<ElfSection> sections = [];
        ReadOnlyMemory<byte> names = header.SectionNames < header.SectionHeaderCount && header.SectionNames != 0
            ? Contents(SectionHeader(header, header.SectionNames), header.SectionNames)
            : default;
        for (int i = 0; i < header.SectionHeaderCount; i++)
        {
            int at = SectionHeader(header, i);
            sections.Add(new ElfSection(NameAt(names, U32(at)), U32(at + 4), U64(at + 8), U64(at + 16), Contents(at, i), U32(at + 40)));
        }

        return sections;
    }

    /// <summary>All names of addresses.</summary>
    public IEnumerable<Symbol> Symbols(IReadOnlyList<ElfSection> sections)
    {
        foreach (ElfSection section in sections)
        {
            if (section.Type != SymbolTableType)
            {
                continue;
            }

            if (section.Link >= sections.Count)
            {
                throw Fault(Text($"the symbol table's names are in section {section.Link}; there are {sections.Count} sections"));
            }

            ReadOnlyMemory<byte> names = sections[(int)section.Link].Bytes;
            for (int at = 0; at + SymbolSize <= section.Bytes.Length; at += SymbolSize)
            {
                if (SymbolAt(section.Bytes.Span[at..], names) is { } symbol)
                {
                    yield return symbol;
                }
            }
        }
    }

    // Undefined ones, sections, files, thread-local ones, constants that are no addresses and the assembler's marks name no place.
    private static Symbol? SymbolAt(ReadOnlySpan<byte> entry, ReadOnlyMemory<byte> names)
    {
        int type = entry[4] & 15;
        ushort section = BinaryPrimitives.ReadUInt16LittleEndian(entry[6..]);
        if (type > 2 || section == 0)
        {
            return null;
        }

        string text = NameAt(names, BinaryPrimitives.ReadUInt32LittleEndian(entry));
        return text.Length == 0 || text[0] == '$' || text.StartsWith(".L", StringComparison.Ordinal)
            ? null
            : new Symbol(text, BinaryPrimitives.ReadUInt64LittleEndian(entry[8..]), BinaryPrimitives.ReadUInt64LittleEndian(entry[16..]), type == 2);
    }

    private static string NameAt(ReadOnlyMemory<byte> names, uint offset)
    {
        if (offset >= names.Length)
        {
            return "";
        }

        ReadOnlySpan<byte> rest = names.Span[(int)offset..];
        int end = rest.IndexOf((byte)0);
        string text = Encoding.UTF8.GetString(end < 0 ? rest : rest[..end]);

        // Names get into messages: one line, whatever the file says.
        return text.Any(char.IsControl) ? string.Concat(text.Select(letter => char.IsControl(letter) ? '?' : letter)) : text;
    }

    private void RefuseForeign(ReadOnlySpan<byte> file)
    {
        if (file[4] != 2)
        {
            throw Fault(file[4] == 1 ? "an ELF file of 32 bits; must be one of 64 (RV64)" : "an ELF file of no known class; must be one of 64 bits (RV64)");
        }

        if (file[5] != 1)
        {
            throw Fault("a big-endian ELF file; must be little-endian");
        }

        if (U16(18) != 243)
        {
            throw Fault(Text($"an ELF file for machine {U16(18)}{Machine(U16(18))}; must be for RISC-V (243)"));
        }

        if (U16(16) is not (2 or 3))
        {
            throw Fault(U16(16) == 1 ? "an object file that was not linked; must be an executable" : Text($"an ELF file of type {U16(16)}; must be an executable (2 or 3)"));
        }

        if ((U32(48) & 8) != 0)
        {
            throw Fault("compiled for RV64E, which has 16 registers; must be for RV64I");
        }
    }

    private static string Machine(int number) => number switch
    {
        3 => " (x86)",
        40 => " (Arm)",
        62 => " (x86-64)",
        183 => " (AArch64)",
        _ => "",
    };

    private int ProgramHeader(ElfHeader header, int i) => Row(header.ProgramHeaders, i, ProgramHeaderSize, "program header");

    private int SectionHeader(ElfHeader header, int i) => Row(header.SectionHeaders, i, SectionHeaderSize, "section header");

    private int Row(ulong table, int i, int size, string what)
    {
        ulong end = (ulong)File.Length;
        return table > end || table + ((ulong)(i + 1) * (ulong)size) > end
            ? throw Fault(Text($"truncated: {what} {i} lies beyond the end of the file"))
            : (int)table + (i * size);
    }

    private ElfSegment Segment(int at, int i)
    {
        (ulong offset, ulong address, ulong physical, ulong inFile, ulong size) = (U64(at + 8), U64(at + 16), U64(at + 24), U64(at + 32), U64(at + 40));
        if (inFile > size)
        {
            throw Fault(Text($"segment {i} has {inFile} bytes in the file but takes only {size} in memory"));
        }

        if (address + size < address || physical + size < physical)
        {
            throw Fault(Text($"segment {i} at 0x{address:x} with {size} bytes reaches beyond the end of the address space"));
        }

        // A segment without bytes in the file may name an offset behind the file's end, as ld and strip write it.
        ReadOnlyMemory<byte> contents = inFile == 0 ? default : Slice(offset, inFile, "segment", i);
        return new ElfSegment(offset, address, physical, contents, size, U32(at + 4));
    }

    private ReadOnlyMemory<byte> Contents(int at, int i) => U32(at + 4) is NoBits or 0 ? default : Slice(U64(at + 24), U64(at + 32), "section", i);

    private ReadOnlyMemory<byte> Slice(ulong offset, ulong size, string what, int i)
    {
        ulong end = (ulong)File.Length;
        return offset > end || size > end - offset
            ? throw Fault(Text($"truncated: {what} {i} is {size} bytes at offset {offset}, the file has {end} bytes"))
            : bytes.Slice((int)offset, (int)size);
    }

    private void Expect(bool holds, string what, int found, int expected)
    {
        if (!holds)
        {
            throw Fault(Text($"its {what} have {found} bytes each; must be {expected}"));
        }
    }

    private ushort U16(int at) => BinaryPrimitives.ReadUInt16LittleEndian(File[at..]);

    private uint U32(int at) => BinaryPrimitives.ReadUInt32LittleEndian(File[at..]);

    private ulong U64(int at) => BinaryPrimitives.ReadUInt64LittleEndian(File[at..]);

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
