using Sim.CoreEmulator.Execution;
using Sim.CoreEmulator.Isa.Semantics;

namespace Sim.CoreEmulator.Isa.Instructions;

/// <summary>Zbs: single bits, counted modulo 64 as C# counts them too. Manual, chapter "B", section Zbs.</summary>
internal static unsafe class SingleBits
{
    public static Instruction[] Declare() =>
    [
        new(Extensions.Zbs, "bclr", "0100100 rs2 rs1 001 rd 0110011", Form.RegReg, &Handlers.RegReg<Bclr>, typeof(Bclr)),
        new(Extensions.Zbs, "bclri", "010010 shamt[5:0] rs1 001 rd 0010011", Form.Shift, &Handlers.RegImm<Bclri>, typeof(Bclri)),
        new(Extensions.Zbs, "bext", "0100100 rs2 rs1 101 rd 0110011", Form.RegReg, &Handlers.RegReg<Bext>, typeof(Bext)),
        new(Extensions.Zbs, "bexti", "010010 shamt[5:0] rs1 101 rd 0010011", Form.Shift, &Handlers.RegImm<Bexti>, typeof(Bexti)),
        new(Extensions.Zbs, "binv", "0110100 rs2 rs1 001 rd 0110011", Form.RegReg, &Handlers.RegReg<Binv>, typeof(Binv)),
        new(Extensions.Zbs, "binvi", "011010 shamt[5:0] rs1 001 rd 0010011", Form.Shift, &Handlers.RegImm<Binvi>, typeof(Binvi)),
        new(Extensions.Zbs, "bset", "0010100 rs2 rs1 001 rd 0110011", Form.RegReg, &Handlers.RegReg<Bset>, typeof(Bset)),
        new(Extensions.Zbs, "bseti", "001010 shamt[5:0] rs1 001 rd 0010011", Form.Shift, &Handlers.RegImm<Bseti>, typeof(Bseti)),
    ];

    public readonly struct Bclr : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2) => rs1 & ~(1UL << (int)rs2);
    }

    public readonly struct Bclri : IRegImm
    {
        public static ulong Of(ulong rs1, long imm) => rs1 & ~(1UL << (int)imm);
    }

    public readonly struct Bext : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2) => rs1 >> (int)rs2 & 1;
    }

    public readonly struct Bexti : IRegImm
    {
        public static ulong Of(ulong rs1, long imm) => rs1 >> (int)imm & 1;
    }

    public readonly struct Binv : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2) => rs1 ^ (1UL << (int)rs2);
    }

    public readonly struct Binvi : IRegImm
    {
        public static ulong Of(ulong rs1, long imm) => rs1 ^ (1UL << (int)imm);
    }

    public readonly struct Bset : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2) => rs1 | (1UL << (int)rs2);
    }

    public readonly struct Bseti : IRegImm
    {
        public static ulong Of(ulong rs1, long imm) => rs1 | (1UL << (int)imm);
    }
}
