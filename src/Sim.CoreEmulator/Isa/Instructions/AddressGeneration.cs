using Sim.CoreEmulator.Execution;
using Sim.CoreEmulator.Isa.Semantics;

namespace Sim.CoreEmulator.Isa.Instructions;

/// <summary>Zba: address generation. Manual, chapter "B", section Zba.</summary>
internal static unsafe class AddressGeneration
{
    public static Instruction[] Declare() =>
    [
        new(Extensions.Zba, "add.uw", "0000100 rs2 rs1 000 rd 0111011", Form.RegReg, &Handlers.RegReg<AddUw>, typeof(AddUw)),
        new(Extensions.Zba, "sh1add", "0010000 rs2 rs1 010 rd 0110011", Form.RegReg, &Handlers.RegReg<Sh1add>, typeof(Sh1add)),
        new(Extensions.Zba, "sh2add", "0010000 rs2 rs1 100 rd 0110011", Form.RegReg, &Handlers.RegReg<Sh2add>, typeof(Sh2add)),
        new(Extensions.Zba, "sh3add", "0010000 rs2 rs1 110 rd 0110011", Form.RegReg, &Handlers.RegReg<Sh3add>, typeof(Sh3add)),
        new(Extensions.Zba, "sh1add.uw", "0010000 rs2 rs1 010 rd 0111011", Form.RegReg, &Handlers.RegReg<Sh1addUw>, typeof(Sh1addUw)),
        new(Extensions.Zba, "sh2add.uw", "0010000 rs2 rs1 100 rd 0111011", Form.RegReg, &Handlers.RegReg<Sh2addUw>, typeof(Sh2addUw)),
        new(Extensions.Zba, "sh3add.uw", "0010000 rs2 rs1 110 rd 0111011", Form.RegReg, &Handlers.RegReg<Sh3addUw>, typeof(Sh3addUw)),
        new(Extensions.Zba, "slli.uw", "000010 shamt[5:0] rs1 001 rd 0011011", Form.Shift, &Handlers.RegImm<SlliUw>, typeof(SlliUw)),
    ];

    public readonly struct AddUw : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2) => rs2 + (uint)rs1;
    }

    public readonly struct Sh1add : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2) => rs2 + (rs1 << 1);
    }

    public readonly struct Sh2add : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2) => rs2 + (rs1 << 2);
    }

    public readonly struct Sh3add : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2) => rs2 + (rs1 << 3);
    }

    public readonly struct Sh1addUw : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2) => rs2 + ((ulong)(uint)rs1 << 1);
    }

    public readonly struct Sh2addUw : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2) => rs2 + ((ulong)(uint)rs1 << 2);
    }

    public readonly struct Sh3addUw : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2) => rs2 + ((ulong)(uint)rs1 << 3);
    }

    public readonly struct SlliUw : IRegImm
    {
        public static ulong Of(ulong rs1, long imm) => (ulong)(uint)rs1 << (int)imm;
    }
}
