using Sim.CoreEmulator.Execution;
using Sim.CoreEmulator.Isa.Semantics;

namespace Sim.CoreEmulator.Isa.Instructions;

/// <summary>
/// Zbkb: what bit manipulation for cryptography adds to its part of Zbb, which <see cref="BasicBits"/> declares.
/// Manual, chapter "Scalar cryptography", section Zbkb.
/// </summary>
internal static unsafe class CryptoBits
{
    public static Instruction[] Declare() =>
    [
        new(Extensions.Zbkb, "pack", "0000100 rs2 rs1 100 rd 0110011", Form.RegReg, &Handlers.RegReg<Pack>, typeof(Pack)),
        new(Extensions.Zbkb, "packh", "0000100 rs2 rs1 111 rd 0110011", Form.RegReg, &Handlers.RegReg<Packh>, typeof(Packh)),
        new(Extensions.Zbkb, "packw", "0000100 rs2 rs1 100 rd 0111011", Form.RegReg, &Handlers.RegReg<Packw>, typeof(Packw)),
        new(Extensions.Zbkb, "brev8", "011010000111 rs1 101 rd 0010011", Form.Reg, &Handlers.Reg<Brev8>, typeof(Brev8)),
    ];

    public readonly struct Pack : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2) => (uint)rs1 | (rs2 << 32);
    }

    public readonly struct Packh : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2) => (byte)rs1 | ((ulong)(byte)rs2 << 8);
    }

    public readonly struct Packw : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2) => (ulong)(int)((ushort)rs1 | ((uint)rs2 << 16));
    }

    /// <summary>Reverses the bits of each byte.</summary>
    public readonly struct Brev8 : IReg
    {
        public static ulong Of(ulong rs1)
        {
            // Halves of bytes, then pairs, then single bits change places.
            rs1 = (rs1 >> 4 & 0x0f0f_0f0f_0f0f_0f0f) | (rs1 & 0x0f0f_0f0f_0f0f_0f0f) << 4;
            rs1 = (rs1 >> 2 & 0x3333_3333_3333_3333) | (rs1 & 0x3333_3333_3333_3333) << 2;
            return (rs1 >> 1 & 0x5555_5555_5555_5555) | (rs1 & 0x5555_5555_5555_5555) << 1;
        }
    }
}
