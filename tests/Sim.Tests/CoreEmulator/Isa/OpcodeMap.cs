using Sim.CoreEmulator.Isa;

namespace Sim.Tests.CoreEmulator.Isa;

/// <summary>
/// The oracle of the decoder's tests: which encodings of 32 bits are instructions, walked as the manual's maps are, from the opcode
/// through funct3 and funct7 to rs2. It shares nothing with the emulator but the names of the extensions.
/// </summary>
/// <remarks>
/// "RISC-V base opcode map" and the tables of chapter "RV32/64G Instruction Set Listings"; for the rest the tables of each extension's
/// chapter. Hints are the instructions they are made of: pause is a fence, a prefetch is an ori.
/// </remarks>
internal static partial class OpcodeMap
{
    private const int FloatRegisters = 32;

    private static readonly string?[] Loads = ["lb", "lh", "lw", "ld", "lbu", "lhu", "lwu", null];
    private static readonly string?[] Stores = ["sb", "sh", "sw", "sd", null, null, null, null];
    private static readonly string?[] Branches = ["beq", "bne", null, null, "blt", "bge", "bltu", "bgeu"];
    private static readonly string[] Ops = ["add", "sll", "slt", "sltu", "xor", "srl", "or", "and"];
    private static readonly string[] Multiplications = ["mul", "mulh", "mulhsu", "mulhu", "div", "divu", "rem", "remu"];

    /// <summary>What a word means for a hart with certain extensions; null for nothing.</summary>
    public static Operation? Find(uint word, Extensions on) => (word & 0x7F) switch
    {
        0b00_000_11 => Of(Loads[Funct3(word)], rd: Rd(word), rs1: Rs1(word), imm: ImmI(word)),
        0b00_001_11 => LoadFp(word, on),
        0b00_011_11 => MiscMem(word, on),
        0b00_100_11 => OpImm(word, on),
        0b00_101_11 => Of("auipc", rd: Rd(word), imm: ImmU(word)),
        0b00_110_11 => OpImm32(word, on),
        0b01_000_11 => Of(Stores[Funct3(word)], rs1: Rs1(word), rs2: Rs2(word), imm: ImmS(word)),
        0b01_001_11 => StoreFp(word, on),
        0b01_011_11 => Has(on, Extensions.A) ? Amo(word) : null,
        0b01_100_11 => Of(Op(Funct7(word), Funct3(word), on), rd: Rd(word), rs1: Rs1(word), rs2: Rs2(word)),
        0b01_101_11 => Of("lui", rd: Rd(word), imm: ImmU(word)),
        0b01_110_11 => Op32(word, on),
        0b10_000_11 or 0b10_001_11 or 0b10_010_11 or 0b10_011_11 => Madd(word, on),
        0b10_100_11 => OpFp(word, on),
        0b11_000_11 => Of(Branches[Funct3(word)], rs1: Rs1(word), rs2: Rs2(word), imm: ImmB(word)),
        0b11_001_11 => Of(Funct3(word) == 0 ? "jalr" : null, rd: Rd(word), rs1: Rs1(word), imm: ImmI(word)),
        0b11_011_11 => Of("jal", rd: Rd(word), imm: ImmJ(word)),
        0b11_100_11 => SystemOp(word, on),
        _ => null, // custom-0 to 3, OP-V, OP-VE, reserved; longer than 32 bits; compressed
    };

    private static Operation? Of(string? name, int? rd = null, int? rs1 = null, int? rs2 = null, int? rs3 = null, long? imm = null, int? rm = null) =>
        name is null ? null : new Operation(name, rd, rs1, rs2, rs3, imm, rm);

    private static bool Has(Extensions on, Extensions any) => (on & any) != Extensions.None;

    private static string? If(bool isThere, string name) => isThere ? name : null;

    private static int Rd(uint word) => (int)(word >> 7 & 31);

    private static int Rs1(uint word) => (int)(word >> 15 & 31);

    private static int Rs2(uint word) => (int)(word >> 20 & 31);

    private static int Funct3(uint word) => (int)(word >> 12 & 7);

    private static int Funct7(uint word) => (int)(word >> 25);

    // "Types of immediate produced by RISC-V instructions": each from bit 31, which is the sign, downwards.
    private static int Sign(uint word) => unchecked((int)word);

    private static long ImmI(uint word) => Sign(word) >> 20;

    private static long ImmS(uint word) => (Sign(word) >> 25 << 5) + (int)(word >> 7 & 31);

    private static long ImmB(uint word) =>
        (Sign(word) >> 31 << 12) + (int)((word >> 7 & 1) << 11) + (int)((word >> 25 & 63) << 5) + (int)((word >> 8 & 15) << 1);

    private static long ImmU(uint word) => Sign(word & ~4095u);

    private static long ImmJ(uint word) =>
        (Sign(word) >> 31 << 20) + (int)(word & 0xFF000) + (int)((word >> 20 & 1) << 11) + (int)((word >> 21 & 1023) << 1);

    private static Operation? OpImm(uint word, Extensions on)
    {
        string? name = Funct3(word) switch
        {
            0 => "addi",
            2 => "slti",
            3 => "sltiu",
            4 => "xori",
            6 => "ori",
            7 => "andi",
            _ => null,
        };
        return name is not null ? Of(name, rd: Rd(word), rs1: Rs1(word), imm: ImmI(word)) : ShiftOrUnary(word, on);
    }

    // In RV64 shift amounts have six bits, which leaves a funct6; what is no shift goes by all twelve.
    private static Operation? ShiftOrUnary(uint word, Extensions on)
    {
        bool isLeft = Funct3(word) == 1;
        string? name = (isLeft, (int)(word >> 26)) switch
        {
            (true, 0b000000) => "slli",
            (true, 0b001010) => If(Has(on, Extensions.Zbs), "bseti"),
            (true, 0b010010) => If(Has(on, Extensions.Zbs), "bclri"),
            (true, 0b011010) => If(Has(on, Extensions.Zbs), "binvi"),
            (false, 0b000000) => "srli",
            (false, 0b010000) => "srai",
            (false, 0b010010) => If(Has(on, Extensions.Zbs), "bexti"),
            (false, 0b011000) => If(Has(on, Extensions.Zbb | Extensions.Zbkb), "rori"),
            _ => null,
        };
        if (name is not null)
        {
            return Of(name, rd: Rd(word), rs1: Rs1(word), imm: word >> 20 & 63);
        }

        return Of(Unary(isLeft, word >> 20, on), rd: Rd(word), rs1: Rs1(word));
    }

    private static string? Unary(bool isLeft, uint function, Extensions on) => (isLeft, function) switch
    {
        (true, 0x600) => If(Has(on, Extensions.Zbb), "clz"),
        (true, 0x601) => If(Has(on, Extensions.Zbb), "ctz"),
        (true, 0x602) => If(Has(on, Extensions.Zbb), "cpop"),
        (true, 0x604) => If(Has(on, Extensions.Zbb), "sext.b"),
        (true, 0x605) => If(Has(on, Extensions.Zbb), "sext.h"),
        (false, 0x287) => If(Has(on, Extensions.Zbb), "orc.b"),
        (false, 0x687) => If(Has(on, Extensions.Zbkb), "brev8"),
        (false, 0x6B8) => If(Has(on, Extensions.Zbb | Extensions.Zbkb), "rev8"),
        _ => null,
    };

    private static Operation? OpImm32(uint word, Extensions on)
    {
        if (Funct3(word) == 0)
        {
            return Of("addiw", rd: Rd(word), rs1: Rs1(word), imm: ImmI(word));
        }

        if (Funct3(word) == 1 && word >> 26 == 0b000010)
        {
            return Of(If(Has(on, Extensions.Zba), "slli.uw"), rd: Rd(word), rs1: Rs1(word), imm: word >> 20 & 63);
        }

        // Shift amounts have five bits: with the sixth set these are reserved.
        string? shift = (Funct3(word), Funct7(word)) switch
        {
            (1, 0b0000000) => "slliw",
            (5, 0b0000000) => "srliw",
            (5, 0b0100000) => "sraiw",
            (5, 0b0110000) => If(Has(on, Extensions.Zbb | Extensions.Zbkb), "roriw"),
            _ => null,
        };
        string? unary = (Funct3(word), word >> 20) switch
        {
            (1, 0x600) => If(Has(on, Extensions.Zbb), "clzw"),
            (1, 0x601) => If(Has(on, Extensions.Zbb), "ctzw"),
            (1, 0x602) => If(Has(on, Extensions.Zbb), "cpopw"),
            _ => null,
        };
        return Of(shift, rd: Rd(word), rs1: Rs1(word), imm: word >> 20 & 31) ?? Of(unary, rd: Rd(word), rs1: Rs1(word));
    }

    private static string? Op(int funct7, int funct3, Extensions on) => (funct7, funct3) switch
    {
        (0b0000000, _) => Ops[funct3],
        (0b0000001, _) => If(Has(on, Extensions.M), Multiplications[funct3]),
        (0b0000100, 4) => If(Has(on, Extensions.Zbkb), "pack"),
        (0b0000100, 7) => If(Has(on, Extensions.Zbkb), "packh"),
        (0b0000101, 1) => If(Has(on, Extensions.Zbc | Extensions.Zbkc), "clmul"),
        (0b0000101, 2) => If(Has(on, Extensions.Zbc), "clmulr"),
        (0b0000101, 3) => If(Has(on, Extensions.Zbc | Extensions.Zbkc), "clmulh"),
        (0b0000101, 4) => If(Has(on, Extensions.Zbb), "min"),
        (0b0000101, 5) => If(Has(on, Extensions.Zbb), "minu"),
        (0b0000101, 6) => If(Has(on, Extensions.Zbb), "max"),
        (0b0000101, 7) => If(Has(on, Extensions.Zbb), "maxu"),
        (0b0000111, 5) => If(Has(on, Extensions.Zicond), "czero.eqz"),
        (0b0000111, 7) => If(Has(on, Extensions.Zicond), "czero.nez"),
        (0b0010000, 2) => If(Has(on, Extensions.Zba), "sh1add"),
        (0b0010000, 4) => If(Has(on, Extensions.Zba), "sh2add"),
        (0b0010000, 6) => If(Has(on, Extensions.Zba), "sh3add"),
        (0b0010100, 1) => If(Has(on, Extensions.Zbs), "bset"),
        (0b0010100, 2) => If(Has(on, Extensions.Zbkx), "xperm4"),
        (0b0010100, 4) => If(Has(on, Extensions.Zbkx), "xperm8"),
        (0b0100000, 0) => "sub",
        (0b0100000, 4) => If(Has(on, Extensions.Zbb | Extensions.Zbkb), "xnor"),
        (0b0100000, 5) => "sra",
        (0b0100000, 6) => If(Has(on, Extensions.Zbb | Extensions.Zbkb), "orn"),
        (0b0100000, 7) => If(Has(on, Extensions.Zbb | Extensions.Zbkb), "andn"),
        (0b0100100, 1) => If(Has(on, Extensions.Zbs), "bclr"),
        (0b0100100, 5) => If(Has(on, Extensions.Zbs), "bext"),
        (0b0110000, 1) => If(Has(on, Extensions.Zbb | Extensions.Zbkb), "rol"),
        (0b0110000, 5) => If(Has(on, Extensions.Zbb | Extensions.Zbkb), "ror"),
        (0b0110100, 1) => If(Has(on, Extensions.Zbs), "binv"),
        _ => null,
    };

    private static Operation? Op32(uint word, Extensions on)
    {
        // zext.h is packw with x0.
        if (Funct7(word) == 0b0000100 && Funct3(word) == 4 && Rs2(word) == 0 && Has(on, Extensions.Zbb))
        {
            return Of("zext.h", rd: Rd(word), rs1: Rs1(word));
        }

        string? name = (Funct7(word), Funct3(word)) switch
        {
            (0b0000000, 0) => "addw",
            (0b0000000, 1) => "sllw",
            (0b0000000, 5) => "srlw",
            (0b0000001, 0) => If(Has(on, Extensions.M), "mulw"),
            (0b0000001, 4) => If(Has(on, Extensions.M), "divw"),
            (0b0000001, 5) => If(Has(on, Extensions.M), "divuw"),
            (0b0000001, 6) => If(Has(on, Extensions.M), "remw"),
            (0b0000001, 7) => If(Has(on, Extensions.M), "remuw"),
            (0b0000100, 0) => If(Has(on, Extensions.Zba), "add.uw"),
            (0b0000100, 4) => If(Has(on, Extensions.Zbkb), "packw"),
            (0b0010000, 2) => If(Has(on, Extensions.Zba), "sh1add.uw"),
            (0b0010000, 4) => If(Has(on, Extensions.Zba), "sh2add.uw"),
            (0b0010000, 6) => If(Has(on, Extensions.Zba), "sh3add.uw"),
            (0b0100000, 0) => "subw",
            (0b0100000, 5) => "sraw",
            (0b0110000, 1) => If(Has(on, Extensions.Zbb | Extensions.Zbkb), "rolw"),
            (0b0110000, 5) => If(Has(on, Extensions.Zbb | Extensions.Zbkb), "rorw"),
            _ => null,
        };
        return Of(name, rd: Rd(word), rs1: Rs1(word), rs2: Rs2(word));
    }
}
