namespace Sim.Tests.CoreEmulator.Machines;

/// <summary>Instructions for small test programs, register numbers and immediates in the order of assembly language.</summary>
internal static class Asm
{
    public const uint A0 = 10;
    public const uint A1 = 11;
    public const uint T0 = 5;
    public const uint T1 = 6;
    public const uint T2 = 7;
    public const uint Wfi = 0x10500073;
    public const uint Ecall = 0x00000073;
    public const uint Mret = 0x30200073;

    public static uint Addi(uint rd, uint rs1, int imm) => 0x13 | (rd << 7) | (rs1 << 15) | Imm(imm);

    public static uint Slli(uint rd, uint rs1, uint shamt) => 0x1013 | (rd << 7) | (rs1 << 15) | (shamt << 20);

    public static uint Add(uint rd, uint rs1, uint rs2) => 0x33 | (rd << 7) | (rs1 << 15) | (rs2 << 20);

    public static uint Lui(uint rd, uint imm20) => 0x37 | (rd << 7) | (imm20 << 12);

    public static uint Auipc(uint rd, uint imm20) => 0x17 | (rd << 7) | (imm20 << 12);

    public static uint Load(uint rd, uint rs1, int imm, uint funct3) => 0x03 | (rd << 7) | (funct3 << 12) | (rs1 << 15) | Imm(imm);

    public static uint Ld(uint rd, uint rs1, int imm) => Load(rd, rs1, imm, 3);

    public static uint Store(uint rs2, uint rs1, int imm, uint funct3) =>
        unchecked(0x23 | (((uint)imm & 31) << 7) | (funct3 << 12) | (rs1 << 15) | (rs2 << 20) | ((((uint)imm >> 5) & 0x7F) << 25));

    public static uint Sd(uint rs2, uint rs1, int imm) => Store(rs2, rs1, imm, 3);

    public static uint Sw(uint rs2, uint rs1, int imm) => Store(rs2, rs1, imm, 2);

    public static uint Sb(uint rs2, uint rs1, int imm) => Store(rs2, rs1, imm, 0);

    public static uint Jal(uint rd, int offset)
    {
        uint imm = unchecked((uint)offset);
        return 0x6F | (rd << 7) | (((imm >> 20) & 1) << 31) | (((imm >> 1) & 0x3FF) << 21) | (((imm >> 11) & 1) << 20) | (((imm >> 12) & 0xFF) << 12);
    }

    public static uint Bne(uint rs1, uint rs2, int offset)
    {
        uint imm = unchecked((uint)offset);
        return 0x1063 | (rs1 << 15) | (rs2 << 20) | (((imm >> 12) & 1) << 31) | (((imm >> 5) & 0x3F) << 25) | (((imm >> 1) & 15) << 8) | (((imm >> 11) & 1) << 7);
    }

    public static uint Csrrw(uint rd, uint csr, uint rs1) => 0x1073 | (rd << 7) | (rs1 << 15) | (csr << 20);

    public static uint Csrrs(uint rd, uint csr, uint rs1) => 0x2073 | (rd << 7) | (rs1 << 15) | (csr << 20);

    /// <summary>Tells tohost the value of a register; t1 is used. Two words.</summary>
    public static uint[] Tell(uint register) => [Lui(T1, 0x40001), Slli(T1, T1, 1), Sd(register, T1, 0)];

    private static uint Imm(int imm) => unchecked((uint)imm << 20);
}
