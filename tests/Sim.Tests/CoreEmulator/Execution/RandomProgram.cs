using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using Sim.CoreEmulator.Execution;
using Sim.CoreEmulator.Isa;

namespace Sim.Tests.CoreEmulator.Execution;

/// <summary>
/// A program of random instructions that runs alike as a Linux process and on a bare hart: it loads all registers, then repeats a
/// body, and after each time writes all registers and fcsr to standard output.
/// </summary>
/// <remarks>x2 and x31 point to scratch memory, x29 to an aligned part of it, x30 counts; the body changes none of them.</remarks>
internal sealed class RandomProgram
{
    public const ulong Code = 0x10000;
    public const ulong Data = 0x400000;
    public const int DataBytes = 0x4000;
    public const int DumpBytes = (32 + 32 + 1) * 8;

    private const int Scratch = 0x2000;
    private const int Aligned = 29;
    private const int Counter = 30;
    private const int Base = 31;

    private static readonly byte[] Reserved = [2, Aligned, Counter, Base];

    private static readonly ulong[] Interesting =
    [
        0, 1, ulong.MaxValue, 1UL << 63, (1UL << 63) - 1, 0x80000000, 0x7FFFFFFF, 0xFFFFFFFF80000000, 0xFFFFFFFF, 2, 31, 32, 63, 64,
        0x3FF0000000000000, 0xBFF0000000000000, 0x7FF0000000000000, 0xFFF0000000000000, 0x7FF8000000000000, 0x7FF0000000000001,
        0x0010000000000000, 0x000FFFFFFFFFFFFF, 1UL << 52, 0x7FEFFFFFFFFFFFFF, 0x3CA0000000000000, 0x43E0000000000000, 0xC3E0000000000000,
        0xFFFFFFFF3F800000, 0xFFFFFFFF7F800000, 0xFFFFFFFFFF800000, 0xFFFFFFFF7FC00000, 0xFFFFFFFF7F800001, 0xFFFFFFFF00800000,
        0xFFFFFFFF007FFFFF, 0xFFFFFFFF7F7FFFFF, 0xFFFFFFFF00000001, 0xFFFFFFFF80000000, 0xFFFFFFFF4F000000, 0xFFFFFFFFCF000000,
        0xFFFFFFFFFFFF3C00, 0xFFFFFFFFFFFF7C00, 0xFFFFFFFFFFFFFC00, 0xFFFFFFFFFFFF7E00, 0xFFFFFFFFFFFF7C01, 0xFFFFFFFFFFFF0400,
        0xFFFFFFFFFFFF03FF, 0xFFFFFFFFFFFF7BFF, 0xFFFFFFFFFFFF0001, 0x3FF0000000000001, 0x4340000000000000, 0x36A0000000000000,
    ];

    private readonly Random _random;
    private readonly Instruction[] _choice;
    private readonly Extensions _extensions;
    private readonly List<byte> _code = [];
    private int _instructions;

    public RandomProgram(int seed, int instructions, int repetitions, Extensions extensions)
    {
        _random = new Random(seed);
        _extensions = extensions;
        _choice = [.. InstructionSet.All.Where(one => one.IsIn(extensions) && IsChosen(one))];
        Write(instructions, repetitions);
        WriteData();
    }

    /// <summary>The instructions, from <see cref="Code"/> on.</summary>
    public IReadOnlyList<byte> Text => _code;

    /// <summary>What stands at <see cref="Data"/>.</summary>
    public byte[] Initial { get; } = new byte[DataBytes];

    /// <summary>The program as an executable for Linux.</summary>
    public byte[] Elf()
    {
        byte[] elf = new byte[0x1000 + ((_code.Count + 0xFFF) & ~0xFFF) + DataBytes];
        ReadOnlySpan<byte> magic = [0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1];
        magic.CopyTo(elf);
        Span<byte> header = elf;
        BinaryPrimitives.WriteUInt16LittleEndian(header[16..], 2);
        BinaryPrimitives.WriteUInt16LittleEndian(header[18..], 243);
        BinaryPrimitives.WriteUInt32LittleEndian(header[20..], 1);
        BinaryPrimitives.WriteUInt64LittleEndian(header[24..], Code);
        BinaryPrimitives.WriteUInt64LittleEndian(header[32..], 64);
        BinaryPrimitives.WriteUInt32LittleEndian(header[48..], 5);
        BinaryPrimitives.WriteUInt16LittleEndian(header[52..], 64);
        BinaryPrimitives.WriteUInt16LittleEndian(header[54..], 56);
        BinaryPrimitives.WriteUInt16LittleEndian(header[56..], 2);
        BinaryPrimitives.WriteUInt16LittleEndian(header[58..], 64);
        int data = elf.Length - DataBytes;
        WriteSegment(header[64..], 5, 0x1000, Code, (ulong)_code.Count);
        WriteSegment(header[120..], 6, (ulong)data, Data, DataBytes);
        _code.ToArray().CopyTo(elf, 0x1000);
        Initial.CopyTo(elf, data);
        return elf;
    }

    /// <summary>One of the values at which arithmetic changes its ways, or any.</summary>
    public static ulong Value(Random random)
    {
        unchecked
        {
            return random.Next(3) switch
            {
                0 => Interesting[random.Next(Interesting.Length)],
                1 => Interesting[random.Next(Interesting.Length)] + ((ulong)random.Next(-3, 4) << random.Next(60)),
                _ => (ulong)random.NextInt64(long.MinValue, long.MaxValue),
            };
        }
    }

    private static void WriteSegment(Span<byte> at, uint flags, ulong offset, ulong address, ulong size)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(at, 1);
        BinaryPrimitives.WriteUInt32LittleEndian(at[4..], flags);
        BinaryPrimitives.WriteUInt64LittleEndian(at[8..], offset);
        BinaryPrimitives.WriteUInt64LittleEndian(at[16..], address);
        BinaryPrimitives.WriteUInt64LittleEndian(at[24..], address);
        BinaryPrimitives.WriteUInt64LittleEndian(at[32..], size);
        BinaryPrimitives.WriteUInt64LittleEndian(at[40..], size);
        BinaryPrimitives.WriteUInt64LittleEndian(at[48..], 0x1000);
    }

    private static bool IsChosen(Instruction one) => one.Form
        is Form.RegReg or Form.RegImm or Form.Shift or Form.Reg or Form.LoadUpper or Form.AddUpperToPc or Form.Branch
        or Form.Load or Form.Store or Form.FloatLoad or Form.FloatStore or Form.LoadReserved or Form.Amo
        or Form.FloatTernary or Form.FloatBinary or Form.FloatUnary or Form.FloatCompare or Form.FloatToInteger or Form.IntegerToFloat;

    private static uint I(uint opcode, uint funct3, int rd, int rs1, int imm) => unchecked(
        opcode | ((uint)rd << 7) | (funct3 << 12) | ((uint)rs1 << 15) | ((uint)imm << 20));

    private static uint S(uint opcode, uint funct3, int rs1, int rs2, int imm) => unchecked(
        opcode | (((uint)imm & 31) << 7) | (funct3 << 12) | ((uint)rs1 << 15) | ((uint)rs2 << 20) | (((uint)imm >> 5) << 25));

    private static uint Jump(int offset)
    {
        uint o = unchecked((uint)offset);
        return 0x6F | ((o >> 20 & 1) << 31) | ((o >> 1 & 0x3FF) << 21) | ((o >> 11 & 1) << 20) | ((o >> 12 & 0xFF) << 12);
    }

    // ld/sd xN, imm(base); fld/fsd fN, imm(base); csrr/csrw.
    private void Write(int instructions, int repetitions)
    {
        Word(0x37u | (Base << 7) | ((uint)(Data + Scratch) & 0xFFFFF000));
        for (int f = 0; f < 32; f++)
        {
            Word(I(0x07, 3, f, Base, f * 8));
        }

        for (int x = 1; x < 30; x++)
        {
            Word(Reserved.Contains((byte)x) ? I(0x13, 0, x, Base, x == Aligned ? 256 : 0) : I(0x03, 3, x, Base, 512 + (x * 8)));
        }

        Word(I(0x13, 0, Counter, 0, repetitions));
        int top = _code.Count;
        while (_instructions < instructions)
        {
            Next();
        }

        Dump();
        Word(I(0x13, 0, Counter, Counter, -1));
        Word(0x63u | (Counter << 15) | (4u << 8));
        Word(Jump(top - _code.Count));
        Word(I(0x13, 0, 10, 0, 0));
        Word(I(0x13, 0, 17, 0, 93));
        Word(0x73);
    }

    private void Dump()
    {
        // x31 has room below: the dump is at -2048 to -2048 + DumpBytes, where the body does not load or store.
        for (int x = 0; x < 32; x++)
        {
            Word(S(0x23, 3, Base, x, -2048 + (x * 8)));
            Word(S(0x27, 3, Base, x, -2048 + 256 + (x * 8)));
        }

        Word(I(0x73, 2, 10, 0, 3));
        Word(S(0x23, 3, Base, 10, -2048 + 512));
        Word(I(0x13, 0, 10, 0, 1));
        Word(I(0x13, 0, 11, Base, -2048));
        Word(I(0x13, 0, 12, 0, DumpBytes));
        Word(I(0x13, 0, 17, 0, 64));
        Word(0x73);
        foreach (int x in (int[])[10, 11, 12, 17])
        {
            Word(I(0x03, 3, x, Base, -2048 + (x * 8)));
        }
    }

    private void Next()
    {
        int kind = _random.Next(16);
        if (kind == 0 && _extensions.HasFlag(Extensions.Zicsr))
        {
            Word(I(0x73, 5, 0, _random.Next(5), 2));
            _instructions++;
        }
        else if (kind < 4 && _extensions.HasFlag(Extensions.C))
        {
            CompressedOne();
        }
        else
        {
            Full();
        }
    }

    private unsafe void CompressedOne()
    {
        Decoder decoder = new(_extensions);
        DecodedInstruction i;
        while (true)
        {
            ushort parcel = (ushort)_random.Next(0x10000);
            if ((parcel & 3) == 3 || decoder.Decode(parcel, &i) is not Instruction what || !IsChosen(what) || what.Form == Form.Branch)
            {
                continue;
            }

            bool isMemory = what.Form is Form.Load or Form.Store or Form.FloatLoad or Form.FloatStore;
            if ((isMemory && i.Rs1 != 2) || (Operands.Of(what.Form).WritesRd && Reserved.Contains(i.Rd)))
            {
                continue;
            }

            _code.Add((byte)(parcel & 0xFF));
            _code.Add((byte)(parcel >> 8));
            _instructions++;
            return;
        }
    }

    private void Full()
    {
        Instruction what = _choice[_random.Next(_choice.Length)];
        uint bits = Fill(what);
        if (what.Form == Form.Branch)
        {
            // Over the next instruction, which is one of 4 bytes.
            Word((bits & ~0xFE000F80u) | (4u << 8));
            _instructions++;
            Word(Fill(_choice.First(one => one.Name == "xor")));
            _instructions++;
            return;
        }

        Word(bits);
        _instructions++;
        if (what.Form == Form.LoadReserved)
        {
            string pair = what.Name.EndsWith(".w", StringComparison.Ordinal) ? "sc.w" : "sc.d";
            Word(Fill(InstructionSet.All.First(one => one.Name == pair)));
            _instructions++;
        }
    }

    private uint Fill(Instruction what)
    {
        uint bits = what.Encoding.Match | (unchecked((uint)_random.NextInt64()) & ~what.Encoding.Mask);
        if (what.Encoding.HasRoundingMode)
        {
            int mode = _random.Next(6);
            bits = (bits & ~0x7000u) | ((uint)(mode == 5 ? 7 : mode) << 12);
        }

        switch (what.Form)
        {
            case Form.Load or Form.FloatLoad:
                bits = (bits & ~0xFFFF8000u) | ((uint)Base << 15) | ((uint)_random.Next(1000) << 20);
                break;
            case Form.Store or Form.FloatStore:
                int imm = _random.Next(1000);
                bits = (bits & ~0xFE0F8F80u) | ((uint)Base << 15) | (((uint)imm & 31) << 7) | (((uint)imm >> 5) << 25);
                break;
            case Form.LoadReserved or Form.StoreConditional or Form.Amo:
                bits = (bits & ~0xF8000u) | ((uint)Aligned << 15);
                break;
            default:
                break;
        }

        return Operands.Of(what.Form).WritesRd && Reserved.Contains((byte)((bits >> 7) & 31)) ? bits & ~0xF80u : bits;
    }

    private void Word(uint word)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, word);
        _code.AddRange(bytes);
    }

    private void WriteData()
    {
        for (int at = 0; at < DataBytes; at += 8)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(Initial.AsSpan(at), Value(_random));
        }
    }
}
