namespace Sim.CoreEmulator.Isa;

/// <summary>C and Zcb: instructions of 16 bits, each short for one of 32. Manual, chapter "C", tables of quadrants 0 to 2, and "Zcb".</summary>
internal static class Compressed
{
    private const uint OpImm = 0x13;
    private const uint OpImm32 = 0x1B;
    private const uint Op = 0x33;
    private const uint Op32 = 0x3B;
    private const uint Load = 0x03;
    private const uint LoadFp = 0x07;
    private const uint Store = 0x23;
    private const uint StoreFp = 0x27;

    /// <summary>The instruction of 32 bits that one of 16 stands for; false for bits that are none.</summary>
    public static bool TryExpand(ushort parcel, Extensions extensions, out uint bits)
    {
        bits = (parcel & 3) switch
        {
            0 => Quadrant0(parcel, extensions),
            1 => Quadrant1(parcel, extensions),
            2 => Quadrant2(parcel, extensions),
            _ => 0,
        };
        return bits != 0;
    }

    private static uint Quadrant0(uint c, Extensions extensions) => (c >> 13) switch
    {
        0 => Addi4Spn(c),
        1 => extensions.HasFlag(Extensions.D) ? I(LoadFp, 3, RdShort(c), Rs1Short(c), OffsetDouble(c)) : 0,
        2 => I(Load, 2, RdShort(c), Rs1Short(c), OffsetWord(c)),
        3 => I(Load, 3, RdShort(c), Rs1Short(c), OffsetDouble(c)),
        4 => extensions.HasFlag(Extensions.Zcb) ? ByteOrHalf(c) : 0,
        5 => extensions.HasFlag(Extensions.D) ? S(StoreFp, 3, Rs1Short(c), RdShort(c), OffsetDouble(c)) : 0,
        6 => S(Store, 2, Rs1Short(c), RdShort(c), OffsetWord(c)),
        _ => S(Store, 3, Rs1Short(c), RdShort(c), OffsetDouble(c)),
    };

    private static uint Quadrant1(uint c, Extensions extensions) => (c >> 13) switch
    {
        0 => I(OpImm, 0, Rd(c), Rd(c), Imm6(c)),
        1 => Rd(c) == 0 ? 0 : I(OpImm32, 0, Rd(c), Rd(c), Imm6(c)),
        2 => I(OpImm, 0, Rd(c), 0, Imm6(c)),
        3 => UpperOrStack(c),
        4 => Arithmetic(c, extensions),
        5 => Jump(c),
        6 => Branch(0, c),
        _ => Branch(1, c),
    };

    private static uint Quadrant2(uint c, Extensions extensions) => (c >> 13) switch
    {
        0 => I(OpImm, 1, Rd(c), Rd(c), Shamt(c)),
        1 => extensions.HasFlag(Extensions.D) ? I(LoadFp, 3, Rd(c), 2, StackDouble(c)) : 0,
        2 => Rd(c) == 0 ? 0 : I(Load, 2, Rd(c), 2, StackWord(c)),
        3 => Rd(c) == 0 ? 0 : I(Load, 3, Rd(c), 2, StackDouble(c)),
        4 => JumpMoveAdd(c),
        5 => extensions.HasFlag(Extensions.D) ? S(StoreFp, 3, 2, Rs2(c), StackStoreDouble(c)) : 0,
        6 => S(Store, 2, 2, Rs2(c), StackStoreWord(c)),
        _ => S(Store, 3, 2, Rs2(c), StackStoreDouble(c)),
    };

    private static uint Rd(uint c) => (c >> 7) & 31;

    private static uint Rs2(uint c) => (c >> 2) & 31;

    private static uint RdShort(uint c) => ((c >> 2) & 7) + 8;

    private static uint Rs1Short(uint c) => ((c >> 7) & 7) + 8;

    private static uint Bits(uint c, int from, int width, int to) => ((c >> from) & ((1u << width) - 1)) << to;

    private static uint OffsetWord(uint c) => Bits(c, 10, 3, 3) | Bits(c, 6, 1, 2) | Bits(c, 5, 1, 6);

    private static uint OffsetDouble(uint c) => Bits(c, 10, 3, 3) | Bits(c, 5, 2, 6);

    private static uint StackWord(uint c) => Bits(c, 12, 1, 5) | Bits(c, 4, 3, 2) | Bits(c, 2, 2, 6);

    private static uint StackDouble(uint c) => Bits(c, 12, 1, 5) | Bits(c, 5, 2, 3) | Bits(c, 2, 3, 6);

    private static uint StackStoreWord(uint c) => Bits(c, 9, 4, 2) | Bits(c, 7, 2, 6);

    private static uint StackStoreDouble(uint c) => Bits(c, 10, 3, 3) | Bits(c, 7, 3, 6);

    private static uint Shamt(uint c) => Bits(c, 12, 1, 5) | Bits(c, 2, 5, 0);

    private static uint Imm6(uint c) => (uint)((int)(Shamt(c) << 26) >> 26);

    private static uint I(uint opcode, uint funct3, uint rd, uint rs1, uint imm) => opcode | (rd << 7) | (funct3 << 12) | (rs1 << 15) | (imm << 20);

    private static uint S(uint opcode, uint funct3, uint rs1, uint rs2, uint imm) =>
        opcode | ((imm & 31) << 7) | (funct3 << 12) | (rs1 << 15) | (rs2 << 20) | ((imm >> 5) << 25);

    private static uint R(uint opcode, uint funct3, uint funct7, uint rd, uint rs1, uint rs2) =>
        opcode | (rd << 7) | (funct3 << 12) | (rs1 << 15) | (rs2 << 20) | (funct7 << 25);

    // Immediate 0 is reserved, and so all zeros are no instruction.
    private static uint Addi4Spn(uint c)
    {
        uint imm = Bits(c, 11, 2, 4) | Bits(c, 7, 4, 6) | Bits(c, 6, 1, 2) | Bits(c, 5, 1, 3);
        return imm == 0 ? 0 : I(OpImm, 0, RdShort(c), 2, imm);
    }

    // c.lbu, c.lhu, c.lh, c.sb, c.sh of Zcb.
    private static uint ByteOrHalf(uint c)
    {
        uint b = Bits(c, 6, 1, 0) | Bits(c, 5, 1, 1);
        uint h = Bits(c, 5, 1, 1);
        return ((c >> 10) & 7) switch
        {
            0 => I(Load, 4, RdShort(c), Rs1Short(c), b),
            1 => I(Load, (c & 0x40) == 0 ? 5u : 1u, RdShort(c), Rs1Short(c), h),
            2 => S(Store, 0, Rs1Short(c), RdShort(c), b),
            3 => (c & 0x40) == 0 ? S(Store, 1, Rs1Short(c), RdShort(c), h) : 0,
            _ => 0,
        };
    }

    // c.addi16sp and c.lui; immediate 0 is reserved for both.
    private static uint UpperOrStack(uint c)
    {
        if (Shamt(c) == 0)
        {
            return 0;
        }

        if (Rd(c) != 2)
        {
            return 0x37 | (Rd(c) << 7) | (Imm6(c) << 12);
        }

        uint imm = Bits(c, 12, 1, 9) | Bits(c, 3, 2, 7) | Bits(c, 5, 1, 6) | Bits(c, 2, 1, 5) | Bits(c, 6, 1, 4);
        return I(OpImm, 0, 2, 2, (uint)((int)(imm << 22) >> 22));
    }

    private static uint Arithmetic(uint c, Extensions extensions)
    {
        uint rd = Rs1Short(c);
        return ((c >> 10) & 3) switch
        {
            0 => I(OpImm, 5, rd, rd, Shamt(c)),
            1 => I(OpImm, 5, rd, rd, Shamt(c) | 0x400),
            2 => I(OpImm, 7, rd, rd, Imm6(c)),
            _ => RegisterRegister(c, rd, extensions),
        };
    }

    private static uint RegisterRegister(uint c, uint rd, Extensions extensions)
    {
        uint rs2 = RdShort(c);
        return (((c >> 10) & 4) | ((c >> 5) & 3)) switch
        {
            0 => R(Op, 0, 0x20, rd, rd, rs2),
            1 => R(Op, 4, 0, rd, rd, rs2),
            2 => R(Op, 6, 0, rd, rd, rs2),
            3 => R(Op, 7, 0, rd, rd, rs2),
            4 => R(Op32, 0, 0x20, rd, rd, rs2),
            5 => R(Op32, 0, 0, rd, rd, rs2),
            6 => extensions.HasFlag(Extensions.Zcb | Extensions.M) ? R(Op, 0, 1, rd, rd, rs2) : 0,
            _ => extensions.HasFlag(Extensions.Zcb) ? Unary(c, rd, extensions) : 0,
        };
    }

    // c.zext.b, c.sext.b, c.zext.h, c.sext.h, c.zext.w, c.not of Zcb.
    private static uint Unary(uint c, uint rd, Extensions extensions)
    {
        bool hasZbb = extensions.HasFlag(Extensions.Zbb);
        return ((c >> 2) & 7) switch
        {
            0 => I(OpImm, 7, rd, rd, 0xFF),
            1 => hasZbb ? I(OpImm, 1, rd, rd, 0x604) : 0,
            2 => hasZbb ? R(Op32, 4, 4, rd, rd, 0) : 0,
            3 => hasZbb ? I(OpImm, 1, rd, rd, 0x605) : 0,
            4 => extensions.HasFlag(Extensions.Zba) ? R(Op32, 0, 4, rd, rd, 0) : 0,
            5 => I(OpImm, 4, rd, rd, 0xFFF),
            _ => 0,
        };
    }

    private static uint Jump(uint c)
    {
        uint imm = Bits(c, 12, 1, 11) | Bits(c, 11, 1, 4) | Bits(c, 9, 2, 8) | Bits(c, 8, 1, 10) | Bits(c, 7, 1, 6)
            | Bits(c, 6, 1, 7) | Bits(c, 3, 3, 1) | Bits(c, 2, 1, 5);
        uint offset = (uint)((int)(imm << 20) >> 20);
        return 0x6F | Bits(offset, 20, 1, 31) | Bits(offset, 1, 10, 21) | Bits(offset, 11, 1, 20) | Bits(offset, 12, 8, 12);
    }

    private static uint Branch(uint funct3, uint c)
    {
        uint imm = Bits(c, 12, 1, 8) | Bits(c, 10, 2, 3) | Bits(c, 5, 2, 6) | Bits(c, 3, 2, 1) | Bits(c, 2, 1, 5);
        uint offset = (uint)((int)(imm << 23) >> 23);
        return 0x63 | (funct3 << 12) | (Rs1Short(c) << 15) | Bits(offset, 12, 1, 31) | Bits(offset, 5, 6, 25)
            | Bits(offset, 1, 4, 8) | Bits(offset, 11, 1, 7);
    }

    // c.jr, c.mv, c.ebreak, c.jalr, c.add.
    private static uint JumpMoveAdd(uint c)
    {
        uint rd = Rd(c);
        uint rs2 = Rs2(c);
        if ((c & 0x1000) == 0)
        {
            return rs2 != 0 ? R(Op, 0, 0, rd, 0, rs2) : rd == 0 ? 0 : I(0x67, 0, 0, rd, 0);
        }

        return rs2 != 0 ? R(Op, 0, 0, rd, rd, rs2) : rd == 0 ? 0x00100073 : I(0x67, 0, 1, rd, 0);
    }
}
