using Sim.CoreEmulator.Isa;

namespace Sim.CoreEmulator.Execution;

/// <summary>Which integer registers the instructions of a form read and write.</summary>
/// <param name="ReadsRs1">rs1 is an integer source.</param>
/// <param name="ReadsRs2">rs2 is an integer source.</param>
/// <param name="WritesRd">rd is an integer destination.</param>
internal readonly record struct Operands(bool ReadsRs1, bool ReadsRs2, bool WritesRd)
{
    /// <summary>Those of a form.</summary>
    public static Operands Of(Form form) => form switch
    {
        Form.RegReg or Form.StoreConditional or Form.Amo => new Operands(true, true, true),
        Form.RegImm or Form.Shift or Form.Reg or Form.Load or Form.LoadReserved or Form.JumpRegister => new Operands(true, false, true),
        Form.LoadUpper or Form.AddUpperToPc or Form.Jump or Form.FloatCompare or Form.FloatToInteger => new Operands(false, false, true),
        Form.Branch or Form.Store => new Operands(true, true, false),
        Form.FloatLoad or Form.FloatStore or Form.IntegerToFloat => new Operands(true, false, false),
        Form.Csr or Form.HypervisorLoad => new Operands(true, false, true),
        Form.CsrImmediate => new Operands(false, false, true),
        Form.HypervisorStore or Form.TranslationFence => new Operands(true, true, false),
        Form.CacheBlock => new Operands(true, false, false),
        _ => default,
    };
}
