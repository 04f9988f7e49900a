using Sim.CoreEmulator.Execution;
using Sim.CoreEmulator.Floating;
using static Sim.CoreEmulator.Isa.Instructions.FloatOperations;

namespace Sim.CoreEmulator.Isa.Instructions;

/// <summary>F: single precision. Manual, chapter "F".</summary>
internal static unsafe class SingleFloat
{
    public static Instruction[] Declare() =>
    [
        new(Extensions.F, "flw", "imm[11:0] rs1 010 rd 0000111", Form.FloatLoad, &Handlers.FloatLoad<Stored<Binary32>>, typeof(Stored<Binary32>)),
        new(Extensions.F, "fsw", "imm[11:5] rs2 rs1 010 imm[4:0] 0100111", Form.FloatStore, &Handlers.FloatStore<Stored<Binary32>>, typeof(Stored<Binary32>)),
        new(Extensions.F, "fmv.x.w", "1110000 00000 rs1 000 rd 1010011", Form.FloatToInteger, &Handlers.FloatToInteger<FmvToInteger<Binary32>>, typeof(FmvToInteger<Binary32>)),
        new(Extensions.F, "fmv.w.x", "1111000 00000 rs1 000 rd 1010011", Form.IntegerToFloat, &Handlers.IntegerToFloat<FmvFromInteger<Binary32>>, typeof(FmvFromInteger<Binary32>)),
        .. Declare<Binary32>(Extensions.F, "s", "00"),
    ];
}
