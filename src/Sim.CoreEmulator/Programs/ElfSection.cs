using System;

namespace Sim.CoreEmulator.Programs;

/// <summary>A section of an ELF file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">sh_type.</param>
/// <param name="Flags">sh_flags: 1 write, 2 alloc, 4 execute.</param>
/// <param name="Address">sh_addr.</param>
/// <param name="Bytes">Its contents; empty where the file holds none.</param>
/// <param name="Link">sh_link: of a symbol table the section with its names.</param>
internal sealed record ElfSection(string Name, uint Type, ulong Flags, ulong Address, ReadOnlyMemory<byte> Bytes, uint Link)
{
    /// <summary>Whether it holds instructions that are brought into memory.</summary>
    public bool IsCode => (Flags & 6) == 6;
}
