using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Sim.CoreEmulator.Programs;

namespace Sim.Tests.CoreEmulator.Machines;

/// <summary>A program of a few words, as the ELF file that a linker would make of it.</summary>
internal sealed class Assembled
{
    /// <summary>Where the code begins.</summary>
    public const ulong Start = 0x8000_0000;

    /// <summary>Where tohost is; fromhost follows.</summary>
    public const ulong ToHost = 0x8000_2000;

    private readonly List<byte> _code = [];

    /// <summary>Whether there is a tohost.</summary>
    public bool HasToHost { get; init; } = true;

    /// <summary>e_type: 2 fixed, 3 position-independent.</summary>
    public ushort Type { get; init; } = 2;

    /// <summary>Where it is linked to.</summary>
    public ulong At { get; init; } = Start;

    /// <summary>Text for .riscv.attributes; null for none.</summary>
    public string? Arch { get; init; }

    /// <summary>Bytes of memory that the segment takes.</summary>
    public ulong Size { get; init; } = 0x10000;

    /// <summary>Adds instructions.</summary>
    public Assembled Words(params ReadOnlySpan<uint> words)
    {
        Span<byte> bytes = stackalloc byte[4];
        foreach (uint word in words)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, word);
            _code.AddRange(bytes);
        }

        return this;
    }

    /// <summary>The file.</summary>
    public byte[] ToArray()
    {
        using MemoryStream file = new();
        using BinaryWriter writer = new(file);
        byte[] code = [.. _code];
        byte[] strings = Encoding.ASCII.GetBytes("\0tohost\0fromhost\0_start\0");
        byte[] symbols = Symbols();
        byte[] attributes = Attributes();
        ulong symbolsAt = 0x1000 + (ulong)code.Length;
        ulong stringsAt = symbolsAt + (ulong)symbols.Length;
        ulong attributesAt = stringsAt + (ulong)strings.Length;
        ulong sectionsAt = attributesAt + (ulong)attributes.Length;
        writer.Write([0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        writer.Write(Type);
        writer.Write((ushort)243);
        writer.Write(1);
        writer.Write(At);
        writer.Write(64UL);
        writer.Write(sectionsAt);
        writer.Write(0);
        foreach (ushort half in (ushort[])[64, 56, 1, 64, 4, 0])
        {
            writer.Write(half);
        }

        writer.Write(1);
        writer.Write(7);
        foreach (ulong word in (ulong[])[0x1000, At, At, (ulong)code.Length, Size, 0x1000])
        {
            writer.Write(word);
        }

        writer.Write(new byte[0x1000 - (int)file.Position]);
        writer.Write(code);
        writer.Write(symbols);
        writer.Write(strings);
        writer.Write(attributes);
        Section(writer, 0, 0, 0, 0);
        Section(writer, 2, symbolsAt, (ulong)symbols.Length, 2);
        Section(writer, 3, stringsAt, (ulong)strings.Length, 0);
        Section(writer, RiscvAttributes.SectionType, attributesAt, (ulong)attributes.Length, 0);
        writer.Flush();
        return file.ToArray();
    }

    /// <summary>The program.</summary>
    public ElfFile Program() => ElfFile.Read("trial.elf", ToArray());

    private byte[] Symbols()
    {
        using MemoryStream table = new();
        using BinaryWriter writer = new(table);
        writer.Write(new byte[24]);
        Symbol(writer, 17, At, 2);
        if (HasToHost)
        {
            Symbol(writer, 1, ToHost, 1);
            Symbol(writer, 8, ToHost + 8, 1);
        }

        writer.Flush();
        return table.ToArray();
    }

    private static void Symbol(BinaryWriter writer, uint name, ulong address, byte type)
    {
        writer.Write(name);
        writer.Write([(byte)(0x10 | type), 0]);
        writer.Write((ushort)0xFFF1);
        writer.Write(address);
        writer.Write(0UL);
    }

    private byte[] Attributes()
    {
        if (Arch is null)
        {
            return [];
        }

        byte[] text = [5, .. Encoding.ASCII.GetBytes(Arch), 0];
        byte[] file = [1, .. BitConverter.GetBytes(text.Length + 5), .. text];
        byte[] vendor = [.. Encoding.ASCII.GetBytes("riscv"), 0, .. file];
        return [(byte)'A', .. BitConverter.GetBytes(vendor.Length + 4), .. vendor];
    }

    private static void Section(BinaryWriter writer, uint type, ulong at, ulong size, uint link)
    {
        writer.Write(0);
        writer.Write(type);
        foreach (ulong word in (ulong[])[0, 0, at, size])
        {
            writer.Write(word);
        }

        writer.Write(link);
        writer.Write(0);
        writer.Write(new byte[16]);
    }
}
