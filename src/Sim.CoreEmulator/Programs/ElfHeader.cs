namespace Sim.CoreEmulator.Programs;

/// <summary>What an ELF header says.</summary>
/// <param name="IsPositionIndependent">Whether e_type is ET_DYN.</param>
/// <param name="Entry">e_entry.</param>
/// <param name="Flags">e_flags.</param>
/// <param name="ProgramHeaders">e_phoff.</param>
/// <param name="ProgramHeaderCount">e_phnum.</param>
/// <param name="SectionHeaders">e_shoff.</param>
/// <param name="SectionHeaderCount">e_shnum.</param>
/// <param name="SectionNames">e_shstrndx.</param>
internal sealed record ElfHeader(
    bool IsPositionIndependent,
    ulong Entry,
    uint Flags,
    ulong ProgramHeaders,
    int ProgramHeaderCount,
    ulong SectionHeaders,
    int SectionHeaderCount,
    int SectionNames);
