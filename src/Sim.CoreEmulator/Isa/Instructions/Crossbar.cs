using Sim.CoreEmulator.Execution;
using Sim.CoreEmulator.Isa.Semantics;

namespace Sim.CoreEmulator.Isa.Instructions;

/// <summary>Zbkx: crossbar permutations, lookups in a table that is a register. Manual, chapter "Scalar cryptography", section Zbkx.</summary>
internal static unsafe class Crossbar
{
    public static Instruction[] Declare() =>
    [
        new(Extensions.Zbkx, "xperm4", "0010100 rs2 rs1 010 rd 0110011", Form.RegReg, &Handlers.RegReg<Xperm4>, typeof(Xperm4)),
        new(Extensions.Zbkx, "xperm8", "0010100 rs2 rs1 100 rd 0110011", Form.RegReg, &Handlers.RegReg<Xperm8>, typeof(Xperm8)),
    ];

    /// <summary>Each nibble of rs2 says which of rs1's comes to its place.</summary>
    public readonly struct Xperm4 : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2)
        {
            ulong result = 0;
            for (int at = 0; at < 64; at += 4)
            {
                ulong index = rs2 >> at & 0xf;
                result |= (rs1 >> (int)(index * 4) & 0xf) << at;
            }

            return result;
        }
    }

    /// <summary>Each byte of rs2 says which of rs1's comes to its place; beyond the eighth there is zero.</summary>
    public readonly struct Xperm8 : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2)
        {
            ulong result = 0;
            for (int at = 0; at < 64; at += 8)
            {
                ulong index = rs2 >> at & 0xff;
                result |= (index < 8 ? rs1 >> (int)(index * 8) & 0xff : 0) << at;
            }

            return result;
        }
    }
}
