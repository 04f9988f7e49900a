using Sim.CoreEmulator.Execution;
using Sim.CoreEmulator.Floating;
using static Sim.CoreEmulator.Isa.Instructions.FloatOperations;

namespace Sim.CoreEmulator.Isa.Instructions;

/// <summary>D: double precision. Manual, chapter "D".</summary>
internal static unsafe class DoubleFloat
{
    public static Instruction[] Declare() =>
    [
        new(Extensions.D, "fld", "imm[11:0] rs1 011 rd 0000111", Form.FloatLoad, &Handlers.FloatLoad<Stored<Binary64>>, typeof(Stored<Binary64>)),
        new(Extensions.D, "fsd", "imm[11:5] rs2 rs1 011 imm[4:0] 0100111", Form.FloatStore, &Handlers.FloatStore<Stored<Binary64>>, typeof(Stored<Binary64>)),
        new(Extensions.D, "fmv.x.d", "1110001 00000 rs1 000 rd 1010011", Form.FloatToInteger, &Handlers.FloatToInteger<FmvToInteger<Binary64>>, typeof(FmvToInteger<Binary64>)),
        new(Extensions.D, "fmv.d.x", "1111001 00000 rs1 000 rd 1010011", Form.IntegerToFloat, &Handlers.IntegerToFloat<FmvFromInteger<Binary64>>, typeof(FmvFromInteger<Binary64>)),
        new(Extensions.D, "fcvt.s.d", "0100000 00001 rs1 rm rd 1010011", Form.FloatUnary, &Handlers.FloatUnary<Fcvt<Binary32, Binary64>>, typeof(Fcvt<Binary32, Binary64>)),
        new(Extensions.D, "fcvt.d.s", "0100001 00000 rs1 rm rd 1010011", Form.FloatUnary, &Handlers.FloatUnary<Fcvt<Binary64, Binary32>>, typeof(Fcvt<Binary64, Binary32>)),
        .. Declare<Binary64>(Extensions.D, "d", "01"),
    ];
}
