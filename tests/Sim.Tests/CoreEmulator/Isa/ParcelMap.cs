using System;
using Sim.CoreEmulator.Isa;

namespace Sim.Tests.CoreEmulator.Isa;

/// <summary>
/// The oracle for 16 bits: what each parcel expands to, by the tables "Instruction listing for RVC, quadrant 0" to 2 and those of chapter
/// Zcb. Hints are the instructions they are made of.
/// </summary>
internal static class ParcelMap
{
    private const int FloatRegisters = 32;

    /// <summary>What a parcel means for a hart with C and certain other extensions; null for nothing.</summary>
    public static Operation? Find(ushort parcel, Extensions on)
    {
        int funct3 = parcel >> 13;
        return (parcel & 3) switch
        {
            0 => Quadrant0(parcel, funct3, on),
            1 => Quadrant1(parcel, funct3, on),
            2 => Quadrant2(parcel, funct3, on),
            _ => null,
        };
    }

    private static bool Has(Extensions on, Extensions any) => (on & any) != Extensions.None;

    // The tables' imm[5:4|9:6|2|3]: the bits from one downwards, and where each goes.
    private static int Bits(int parcel, int from, params ReadOnlySpan<int> to)
    {
        int value = 0;
        foreach (int position in to)
        {
            value |= (parcel >> from & 1) << position;
            from--;
        }

        return value;
    }

    private static int Signed(int value, int width) => value >= 1 << (width - 1) ? value - (1 << width) : value;

    // imm[5] in bit 12 and imm[4:0] in bits 6 to 2.
    private static int Imm6(int parcel) => Signed(Shamt(parcel), 6);

    private static int Shamt(int parcel) => Bits(parcel, 12, 5) + Bits(parcel, 6, 4, 3, 2, 1, 0);

    private static int High(int parcel) => parcel >> 7 & 31;

    private static int Low(int parcel) => parcel >> 2 & 31;

    // rs1' or rd': x8 to x15.
    private static int HighShort(int parcel) => 8 + (parcel >> 7 & 7);

    private static int LowShort(int parcel) => 8 + (parcel >> 2 & 7);

    private static Operation? Load(string name, int rd, int rs1, int imm) => new Operation(name, Rd: rd, Rs1: rs1, Imm: imm);

    private static Operation? Store(string name, int rs2, int rs1, int imm) => new Operation(name, Rs1: rs1, Rs2: rs2, Imm: imm);

    private static Operation? Quadrant0(int p, int funct3, Extensions on)
    {
        int word = Bits(p, 12, 5, 4, 3) + Bits(p, 6, 2, 6);
        int @double = Bits(p, 12, 5, 4, 3) + Bits(p, 6, 7, 6);
        int stack = Bits(p, 12, 5, 4, 9, 8, 7, 6, 2, 3);
        return funct3 switch
        {
            0 => stack == 0 ? null : new Operation("addi", Rd: LowShort(p), Rs1: 2, Imm: stack),
            1 => Has(on, Extensions.D) ? Load("fld", FloatRegisters + LowShort(p), HighShort(p), @double) : null,
            2 => Load("lw", LowShort(p), HighShort(p), word),
            3 => Load("ld", LowShort(p), HighShort(p), @double),
            4 => Has(on, Extensions.Zcb) ? ByteOrHalf(p) : null,
            5 => Has(on, Extensions.D) ? Store("fsd", FloatRegisters + LowShort(p), HighShort(p), @double) : null,
            6 => Store("sw", LowShort(p), HighShort(p), word),
            _ => Store("sd", LowShort(p), HighShort(p), @double),
        };
    }

    private static Operation? ByteOrHalf(int p) => (Bits(p, 12, 2, 1, 0), Bits(p, 6, 0)) switch
    {
        (0, _) => Load("lbu", LowShort(p), HighShort(p), Bits(p, 6, 0, 1)),
        (1, 0) => Load("lhu", LowShort(p), HighShort(p), Bits(p, 5, 1)),
        (1, 1) => Load("lh", LowShort(p), HighShort(p), Bits(p, 5, 1)),
        (2, _) => Store("sb", LowShort(p), HighShort(p), Bits(p, 6, 0, 1)),
        (3, 0) => Store("sh", LowShort(p), HighShort(p), Bits(p, 5, 1)),
        _ => null,
    };

    private static Operation? Quadrant1(int p, int funct3, Extensions on) => funct3 switch
    {
        0 => new Operation("addi", Rd: High(p), Rs1: High(p), Imm: Imm6(p)),
        1 => High(p) == 0 ? null : new Operation("addiw", Rd: High(p), Rs1: High(p), Imm: Imm6(p)),
        2 => new Operation("addi", Rd: High(p), Rs1: 0, Imm: Imm6(p)),
        3 => Upper(p),
        4 => Arithmetic(p, on),
        5 => new Operation("jal", Rd: 0, Imm: Signed(Bits(p, 12, 11, 4, 9, 8, 10, 6, 7, 3, 2, 1, 5), 12)),
        6 => new Operation("beq", Rs1: HighShort(p), Rs2: 0, Imm: BranchOffset(p)),
        _ => new Operation("bne", Rs1: HighShort(p), Rs2: 0, Imm: BranchOffset(p)),
    };

    private static int BranchOffset(int p) => Signed(Bits(p, 12, 8, 4, 3) + Bits(p, 6, 7, 6, 2, 1, 5), 9);

    private static Operation? Upper(int p)
    {
        if (Imm6(p) == 0)
        {
            return null;
        }

        return High(p) == 2
            ? new Operation("addi", Rd: 2, Rs1: 2, Imm: Signed(Bits(p, 12, 9) + Bits(p, 6, 4, 6, 8, 7, 5), 10))
            : new Operation("lui", Rd: High(p), Imm: Imm6(p) * 4096L);
    }

    private static Operation? Arithmetic(int p, Extensions on)
    {
        int rd = HighShort(p);
        return Bits(p, 11, 1, 0) switch
        {
            0 => new Operation("srli", Rd: rd, Rs1: rd, Imm: Shamt(p)),
            1 => new Operation("srai", Rd: rd, Rs1: rd, Imm: Shamt(p)),
            2 => new Operation("andi", Rd: rd, Rs1: rd, Imm: Imm6(p)),
            _ when (p & 0x1060) == 0x1060 => Has(on, Extensions.Zcb) ? Unary(p, rd, on) : null,
            _ => RegisterRegister((p & 0x1000) != 0, p >> 5 & 3, on) is { } name ? new Operation(name, Rd: rd, Rs1: rd, Rs2: LowShort(p)) : null,
        };
    }

    private static string? RegisterRegister(bool isUpperHalf, int funct2, Extensions on) => (isUpperHalf, funct2) switch
    {
        (false, 0) => "sub",
        (false, 1) => "xor",
        (false, 2) => "or",
        (false, 3) => "and",
        (true, 0) => "subw",
        (true, 1) => "addw",
        (true, 2) => Has(on, Extensions.Zcb) && Has(on, Extensions.M) ? "mul" : null,
        _ => null,
    };

    private static Operation? Unary(int p, int rd, Extensions on) => (p >> 2 & 7) switch
    {
        0 => new Operation("andi", Rd: rd, Rs1: rd, Imm: 255),
        1 => Has(on, Extensions.Zbb) ? new Operation("sext.b", Rd: rd, Rs1: rd) : null,
        2 => Has(on, Extensions.Zbb) ? new Operation("zext.h", Rd: rd, Rs1: rd) : null,
        3 => Has(on, Extensions.Zbb) ? new Operation("sext.h", Rd: rd, Rs1: rd) : null,
        4 => Has(on, Extensions.Zba) ? new Operation("add.uw", Rd: rd, Rs1: rd, Rs2: 0) : null,
        5 => new Operation("xori", Rd: rd, Rs1: rd, Imm: -1),
        _ => null,
    };

    private static Operation? Quadrant2(int p, int funct3, Extensions on)
    {
        int loadWord = Bits(p, 12, 5) + Bits(p, 6, 4, 3, 2, 7, 6);
        int loadDouble = Bits(p, 12, 5) + Bits(p, 6, 4, 3, 8, 7, 6);
        int storeWord = Bits(p, 12, 5, 4, 3, 2, 7, 6);
        int storeDouble = Bits(p, 12, 5, 4, 3, 8, 7, 6);
        return funct3 switch
        {
            0 => new Operation("slli", Rd: High(p), Rs1: High(p), Imm: Shamt(p)),
            1 => Has(on, Extensions.D) ? Load("fld", FloatRegisters + High(p), 2, loadDouble) : null,
            2 => High(p) == 0 ? null : Load("lw", High(p), 2, loadWord),
            3 => High(p) == 0 ? null : Load("ld", High(p), 2, loadDouble),
            4 => JumpMoveAdd((p & 0x1000) != 0, High(p), Low(p)),
            5 => Has(on, Extensions.D) ? Store("fsd", FloatRegisters + Low(p), 2, storeDouble) : null,
            6 => Store("sw", Low(p), 2, storeWord),
            _ => Store("sd", Low(p), 2, storeDouble),
        };
    }

    private static Operation? JumpMoveAdd(bool isUpperHalf, int rd, int rs2) => (isUpperHalf, rd, rs2) switch
    {
        (false, 0, 0) => null,
        (false, _, 0) => new Operation("jalr", Rd: 0, Rs1: rd, Imm: 0),
        (false, _, _) => new Operation("add", Rd: rd, Rs1: 0, Rs2: rs2),
        (true, 0, 0) => new Operation("ebreak"),
        (true, _, 0) => new Operation("jalr", Rd: 1, Rs1: rd, Imm: 0),
        (true, _, _) => new Operation("add", Rd: rd, Rs1: rd, Rs2: rs2),
    };
}
