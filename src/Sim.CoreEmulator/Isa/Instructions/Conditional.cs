using Sim.CoreEmulator.Execution;
using Sim.CoreEmulator.Isa.Semantics;

namespace Sim.CoreEmulator.Isa.Instructions;

/// <summary>Zicond: conditional zero. Manual, chapter "Zicond".</summary>
internal static unsafe class Conditional
{
    public static Instruction[] Declare() =>
    [
        new(Extensions.Zicond, "czero.eqz", "0000111 rs2 rs1 101 rd 0110011", Form.RegReg, &Handlers.RegReg<CzeroEqz>, typeof(CzeroEqz)),
        new(Extensions.Zicond, "czero.nez", "0000111 rs2 rs1 111 rd 0110011", Form.RegReg, &Handlers.RegReg<CzeroNez>, typeof(CzeroNez)),
    ];

    public readonly struct CzeroEqz : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2) => rs2 == 0 ? 0 : rs1;
    }

    public readonly struct CzeroNez : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2) => rs2 != 0 ? 0 : rs1;
    }
}
