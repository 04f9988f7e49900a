using Sim.CoreEmulator.Execution;
using Sim.CoreEmulator.Floating;
using static Sim.CoreEmulator.Isa.Instructions.FloatOperations;

namespace Sim.CoreEmulator.Isa.Instructions;

/// <summary>Zfh: half precision; and Zfhmin, its loads, stores, moves and conversions. Manual, chapter "Zfh".</summary>
internal static unsafe class HalfFloat
{
    private const Extensions Minimal = Extensions.Zfh | Extensions.Zfhmin;

    public static Instruction[] Declare() =>
    [
        new(Minimal, "flh", "imm[11:0] rs1 001 rd 0000111", Form.FloatLoad, &Handlers.FloatLoad<Stored<Binary16>>, typeof(Stored<Binary16>)),
        new(Minimal, "fsh", "imm[11:5] rs2 rs1 001 imm[4:0] 0100111", Form.FloatStore, &Handlers.FloatStore<Stored<Binary16>>, typeof(Stored<Binary16>)),
        new(Minimal, "fmv.x.h", "1110010 00000 rs1 000 rd 1010011", Form.FloatToInteger, &Handlers.FloatToInteger<FmvToInteger<Binary16>>, typeof(FmvToInteger<Binary16>)),
        new(Minimal, "fmv.h.x", "1111010 00000 rs1 000 rd 1010011", Form.IntegerToFloat, &Handlers.IntegerToFloat<FmvFromInteger<Binary16>>, typeof(FmvFromInteger<Binary16>)),
        new(Minimal, "fcvt.s.h", "0100000 00010 rs1 rm rd 1010011", Form.FloatUnary, &Handlers.FloatUnary<Fcvt<Binary32, Binary16>>, typeof(Fcvt<Binary32, Binary16>)),
        new(Minimal, "fcvt.h.s", "0100010 00000 rs1 rm rd 1010011", Form.FloatUnary, &Handlers.FloatUnary<Fcvt<Binary16, Binary32>>, typeof(Fcvt<Binary16, Binary32>)),
        new(Minimal, "fcvt.d.h", "0100001 00010 rs1 rm rd 1010011", Form.FloatUnary, &Handlers.FloatUnary<Fcvt<Binary64, Binary16>>, typeof(Fcvt<Binary64, Binary16>)) { RequiresToo = Extensions.D },
        new(Minimal, "fcvt.h.d", "0100010 00001 rs1 rm rd 1010011", Form.FloatUnary, &Handlers.FloatUnary<Fcvt<Binary16, Binary64>>, typeof(Fcvt<Binary16, Binary64>)) { RequiresToo = Extensions.D },
        .. Declare<Binary16>(Extensions.Zfh, "h", "10"),
    ];
}
