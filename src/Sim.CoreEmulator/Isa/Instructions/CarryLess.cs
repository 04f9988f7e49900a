using System.Numerics;
using Sim.CoreEmulator.Execution;
using Sim.CoreEmulator.Isa.Semantics;

namespace Sim.CoreEmulator.Isa.Instructions;

/// <summary>Zbc: carry-less multiplication. Manual, chapter "B", section Zbc.</summary>
internal static unsafe class CarryLess
{
    public static Instruction[] Declare() =>
    [
        new(Extensions.Zbc | Extensions.Zbkc, "clmul", "0000101 rs2 rs1 001 rd 0110011", Form.RegReg, &Handlers.RegReg<Clmul>, typeof(Clmul)),
        new(Extensions.Zbc | Extensions.Zbkc, "clmulh", "0000101 rs2 rs1 011 rd 0110011", Form.RegReg, &Handlers.RegReg<Clmulh>, typeof(Clmulh)),
        new(Extensions.Zbc, "clmulr", "0000101 rs2 rs1 010 rd 0110011", Form.RegReg, &Handlers.RegReg<Clmulr>, typeof(Clmulr)),
    ];

    public readonly struct Clmul : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2)
        {
            ulong product = 0;
            for (; rs2 != 0; rs2 &= rs2 - 1)
            {
                product ^= rs1 << BitOperations.TrailingZeroCount(rs2);
            }

            return product;
        }
    }

    public readonly struct Clmulh : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2) => Clmulr.Of(rs1, rs2) >> 1;
    }

    public readonly struct Clmulr : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2)
        {
            ulong product = 0;
            for (; rs2 != 0; rs2 &= rs2 - 1)
            {
                product ^= rs1 >> (63 - BitOperations.TrailingZeroCount(rs2));
            }

            return product;
        }
    }
}
