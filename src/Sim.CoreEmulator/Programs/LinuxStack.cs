using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Sim.CoreEmulator.Memory;

namespace Sim.CoreEmulator.Programs;

/// <summary>What a Linux process finds on its stack: argc, argv, envp and the auxiliary vector. RISC-V psABI and the kernel's binfmt_elf.</summary>
internal static class LinuxStack
{
    private const int ProgramHeaderSize = 56;

    /// <summary>Fills the top of the stack.</summary>
    /// <returns>The stack pointer to start with.</returns>
    public static ulong Build(Bus bus, ElfFile program, IReadOnlyList<string> arguments, IReadOnlyList<string> environment)
    {
        ulong at = LinuxMemory.StackTop - 8;
        ulong random = at -= 16;
        bus.TryWrite(random, "deterministic!!!"u8);
        ulong[] argv = [.. arguments.Select(text => at = Push(bus, at, text))];
        ulong[] envp = [.. environment.Select(text => at = Push(bus, at, text))];
        ulong[] words = [(ulong)argv.Length, .. argv, 0, .. envp, 0, .. Auxiliary(program, random, argv.Length > 0 ? argv[0] : 0)];
        at = (at - (8 * (ulong)words.Length)) & ~15UL;
        byte[] bytes = new byte[8 * words.Length];
        for (int i = 0; i < words.Length; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(8 * i), words[i]);
        }

        bus.TryWrite(at, bytes);
        return at;
    }

    private static ulong Push(Bus bus, ulong at, string text)
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(text), 0];
        bus.TryWrite(at - (ulong)bytes.Length, bytes);
        return at - (ulong)bytes.Length;
    }

    private static ulong[] Auxiliary(ElfFile program, ulong random, ulong name)
    {
        ElfHeader header = program.Header;
        ulong headers = program.Segments
            .Where(segment => header.ProgramHeaders >= segment.Offset && header.ProgramHeaders < segment.Offset + (ulong)segment.Bytes.Length)
            .Select(segment => segment.Virtual + header.ProgramHeaders - segment.Offset)
            .FirstOrDefault();

        // AT_HWCAP has a bit for each letter of the instruction set: imafdc.
        const ulong letters = (1 << ('i' - 'a')) | (1 << ('m' - 'a')) | 1 | (1 << ('f' - 'a')) | (1 << ('d' - 'a')) | (1 << ('c' - 'a'));
        return
        [
            3, headers, 4, ProgramHeaderSize, 5, (ulong)header.ProgramHeaderCount, 6, LinuxMemory.Page, 7, 0, 8, 0, 9, header.Entry,
            11, 1000, 12, 1000, 13, 1000, 14, 1000, 16, letters, 17, 100, 23, 0, 25, random, 31, name, 0, 0,
        ];
    }
}
