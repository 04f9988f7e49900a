using System;

namespace Sim.CoreEmulator.Programs;

/// <summary>A stretch of a program that is brought into memory: a program header of type PT_LOAD.</summary>
/// <param name="Offset">p_offset.</param>
/// <param name="Virtual">p_vaddr.</param>
/// <param name="Physical">p_paddr: where a bare machine has it.</param>
/// <param name="Bytes">What the file holds of it.</param>
/// <param name="Size">p_memsz: what is not in the file is zero.</param>
/// <param name="Flags">p_flags: 1 execute, 2 write, 4 read.</param>
internal sealed record ElfSegment(ulong Offset, ulong Virtual, ulong Physical, ReadOnlyMemory<byte> Bytes, ulong Size, uint Flags)
{
    /// <summary>Whether instructions may be fetched from it.</summary>
    public bool IsExecutable => (Flags & 1) != 0;

    /// <summary>Whether it may be written.</summary>
    public bool IsWritable => (Flags & 2) != 0;

    /// <summary>The same stretch less its first bytes.</summary>
    public ElfSegment From(ulong bytes) =>
        new(Offset + bytes, Virtual + bytes, Physical + bytes, Bytes[(int)bytes..], Size - bytes, Flags);

    /// <summary>The same stretch somewhere else.</summary>
    public ElfSegment At(ulong distance) => this with { Virtual = Virtual + distance, Physical = Physical + distance };
}
