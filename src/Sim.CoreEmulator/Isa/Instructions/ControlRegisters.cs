using Sim.CoreEmulator.Execution;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Harts.Csrs;
using Sim.CoreEmulator.Isa.Semantics;

namespace Sim.CoreEmulator.Isa.Instructions;

/// <summary>Zicsr: control and status register instructions. Manual, chapter "Zicsr".</summary>
/// <remarks>CSRRS and CSRRC of x0 (or 0) do not write, so that read-only registers may be read with them.</remarks>
internal static unsafe class ControlRegisters
{
    private interface IModify
    {
        /// <summary>The new value, from the old one and the operand.</summary>
        static abstract ulong Of(ulong old, ulong operand);

        /// <summary>Whether it writes whatever its operand is.</summary>
        static abstract bool Always { get; }
    }

    public static Instruction[] Declare() =>
    [
        new(Extensions.Zicsr, "csrrw", "csr rs1 001 rd 1110011", Form.Csr, &Handlers.System<Csrrw>, typeof(Csrrw)),
        new(Extensions.Zicsr, "csrrs", "csr rs1 010 rd 1110011", Form.Csr, &Handlers.System<Csrrs>, typeof(Csrrs)),
        new(Extensions.Zicsr, "csrrc", "csr rs1 011 rd 1110011", Form.Csr, &Handlers.System<Csrrc>, typeof(Csrrc)),
        new(Extensions.Zicsr, "csrrwi", "csr uimm 101 rd 1110011", Form.CsrImmediate, &Handlers.System<Csrrwi>, typeof(Csrrwi)),
        new(Extensions.Zicsr, "csrrsi", "csr uimm 110 rd 1110011", Form.CsrImmediate, &Handlers.System<Csrrsi>, typeof(Csrrsi)),
        new(Extensions.Zicsr, "csrrci", "csr uimm 111 rd 1110011", Form.CsrImmediate, &Handlers.System<Csrrci>, typeof(Csrrci)),
    ];

    private static bool Modify<T>(Hart hart, DecodedInstruction* i, ulong operand)
        where T : struct, IModify
    {
        bool writes = T.Always || i->Rs1 != 0;
        CsrAccess access = hart.Csrs.Find((int)i->Imm, writes, out Csr? csr);
        if (access != CsrAccess.Allowed || csr is null)
        {
            return Refusal.Of(hart, i, access);
        }

        ulong old = csr.Read();
        if (writes)
        {
            csr.Write(T.Of(T.Always ? old : csr.ReadToModify(), operand));
        }

        hart.State->X[i->Rd] = old;
        return true;
    }

    public readonly struct Csrrw : ISystem
    {
        public static bool Execute(Hart hart, DecodedInstruction* i) => Modify<Swap>(hart, i, hart.State->X[i->Rs1]);
    }

    public readonly struct Csrrs : ISystem
    {
        public static bool Execute(Hart hart, DecodedInstruction* i) => Modify<Set>(hart, i, hart.State->X[i->Rs1]);
    }

    public readonly struct Csrrc : ISystem
    {
        public static bool Execute(Hart hart, DecodedInstruction* i) => Modify<Clear>(hart, i, hart.State->X[i->Rs1]);
    }

    public readonly struct Csrrwi : ISystem
    {
        public static bool Execute(Hart hart, DecodedInstruction* i) => Modify<Swap>(hart, i, i->Rs1);
    }

    public readonly struct Csrrsi : ISystem
    {
        public static bool Execute(Hart hart, DecodedInstruction* i) => Modify<Set>(hart, i, i->Rs1);
    }

    public readonly struct Csrrci : ISystem
    {
        public static bool Execute(Hart hart, DecodedInstruction* i) => Modify<Clear>(hart, i, i->Rs1);
    }

    private readonly struct Swap : IModify
    {
        public static bool Always => true;

        public static ulong Of(ulong old, ulong operand) => operand;
    }

    private readonly struct Set : IModify
    {
        public static bool Always => false;

        public static ulong Of(ulong old, ulong operand) => old | operand;
    }

    private readonly struct Clear : IModify
    {
        public static bool Always => false;

        public static ulong Of(ulong old, ulong operand) => old & ~operand;
    }
}
