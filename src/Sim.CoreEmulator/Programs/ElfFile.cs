using System;
using System.Collections.Generic;
using System.Linq;
using Sim.Kernel;

namespace Sim.CoreEmulator.Programs;

/// <summary>A program as the compiler left it: an ELF file for RV64, little-endian, linked to fixed addresses or position-independent.</summary>
internal sealed class ElfFile
{
    /// <summary>e_flags: compressed instructions.</summary>
    public const uint FlagCompressed = 1;

    private ElfFile(string name, ElfReader reader, ElfHeader header)
    {
        Name = name;
        Hash = reader.Hash();
        Header = header;
        Segments = reader.Segments(header);
        Sections = reader.Sections(header);
        Symbols = new SymbolTable(reader.Symbols(Sections));
        IsInterpreted = reader.HasInterpreter(header);
        Attributes = Sections.FirstOrDefault(section => section.Type == RiscvAttributes.SectionType) is { } section ? RiscvAttributes.Arch(section.Bytes.Span) : null;
    }

    private ElfFile(ElfFile file, ulong distance)
    {
        Name = file.Name;
        Hash = file.Hash;
        Header = file.Header with { Entry = file.Header.Entry + distance };
        Segments = [.. file.Segments.Select(segment => segment.At(distance))];
        Sections = [.. file.Sections.Select(section => (section.Flags & 2) == 0 ? section : section with { Address = section.Address + distance })];
        Symbols = new SymbolTable(file.Symbols.All.Select(symbol => symbol with { Address = symbol.Address + distance }));
        IsInterpreted = file.IsInterpreted;
        Attributes = file.Attributes;
    }

    /// <summary>The file as the user named it.</summary>
    public string Name { get; }

    /// <summary>SHA-256 of its bytes.</summary>
    public string Hash { get; }

    /// <summary>Its header.</summary>
    public ElfHeader Header { get; }

    /// <summary>What is brought into memory, in the order of the file.</summary>
    public IReadOnlyList<ElfSegment> Segments { get; private init; }

    /// <summary>Its sections; none where they were stripped.</summary>
    public IReadOnlyList<ElfSection> Sections { get; }

    /// <summary>Its symbols.</summary>
    public SymbolTable Symbols { get; }

    /// <summary>Whether it asks for a dynamic linker.</summary>
    public bool IsInterpreted { get; }

    /// <summary>The instruction set that it was compiled for, as .riscv.attributes has it; null where nothing is said.</summary>
    public string? Attributes { get; }

    /// <summary>Its lowest virtual address.</summary>
    public ulong Lowest => Segments.Min(segment => segment.Virtual);

    /// <summary>The address behind the last byte.</summary>
    public ulong Highest => Segments.Max(segment => segment.Virtual + segment.Size);

    /// <summary>Reads a file's bytes.</summary>
    /// <exception cref="InputException">It is not a program that could run here.</exception>
    public static ElfFile Read(string name, ReadOnlyMemory<byte> bytes)
    {
        ElfReader reader = new(name, bytes);
        ElfFile file = new(name, reader, reader.Header());
        return file.Segments.Count == 0 ? throw reader.Fault("nothing in it is loaded: no program header of type PT_LOAD") : file;
    }

    /// <summary>
    /// The same program, of which the file's own headers are not brought into memory where they would lie below an address: linkers
    /// put them into the page before the code that they were told to put there.
    /// </summary>
    public ElfFile WithoutHeadersBelow(ulong start) => new(this, 0)
    {
        Segments = [.. Segments.Select(segment =>
            segment.Offset == 0 && segment.Physical < start && start - segment.Physical < (ulong)segment.Bytes.Length
                ? segment.From(start - segment.Physical)
                : segment)],
    };

    /// <summary>The same program so much higher; only a position-independent one survives that.</summary>
    public ElfFile MovedBy(ulong distance) => distance == 0 ? this : new ElfFile(this, distance);

    /// <summary>A fault of this file.</summary>
    public InputException Fault(string message) => new(new InputError(Name, 0, 0, message));
}
