using System;
using Sim.CoreEmulator.Execution;
using Sim.CoreEmulator.Isa.Semantics;

namespace Sim.CoreEmulator.Isa.Instructions;

/// <summary>M: multiplication and division. Division by zero and overflow give the manual's values and never trap. Manual, chapter "M".</summary>
internal static unsafe class Multiplication
{
    public static Instruction[] Declare() =>
    [
        new(Extensions.M, "mul", "0000001 rs2 rs1 000 rd 0110011", Form.RegReg, &Handlers.RegReg<Mul>, typeof(Mul)),
        new(Extensions.M, "mulh", "0000001 rs2 rs1 001 rd 0110011", Form.RegReg, &Handlers.RegReg<Mulh>, typeof(Mulh)),
        new(Extensions.M, "mulhsu", "0000001 rs2 rs1 010 rd 0110011", Form.RegReg, &Handlers.RegReg<Mulhsu>, typeof(Mulhsu)),
        new(Extensions.M, "mulhu", "0000001 rs2 rs1 011 rd 0110011", Form.RegReg, &Handlers.RegReg<Mulhu>, typeof(Mulhu)),
        new(Extensions.M, "div", "0000001 rs2 rs1 100 rd 0110011", Form.RegReg, &Handlers.RegReg<Div>, typeof(Div)),
        new(Extensions.M, "divu", "0000001 rs2 rs1 101 rd 0110011", Form.RegReg, &Handlers.RegReg<Divu>, typeof(Divu)),
        new(Extensions.M, "rem", "0000001 rs2 rs1 110 rd 0110011", Form.RegReg, &Handlers.RegReg<Rem>, typeof(Rem)),
        new(Extensions.M, "remu", "0000001 rs2 rs1 111 rd 0110011", Form.RegReg, &Handlers.RegReg<Remu>, typeof(Remu)),
        new(Extensions.M, "mulw", "0000001 rs2 rs1 000 rd 0111011", Form.RegReg, &Handlers.RegReg<Mulw>, typeof(Mulw)),
        new(Extensions.M, "divw", "0000001 rs2 rs1 100 rd 0111011", Form.RegReg, &Handlers.RegReg<Divw>, typeof(Divw)),
        new(Extensions.M, "divuw", "0000001 rs2 rs1 101 rd 0111011", Form.RegReg, &Handlers.RegReg<Divuw>, typeof(Divuw)),
        new(Extensions.M, "remw", "0000001 rs2 rs1 110 rd 0111011", Form.RegReg, &Handlers.RegReg<Remw>, typeof(Remw)),
        new(Extensions.M, "remuw", "0000001 rs2 rs1 111 rd 0111011", Form.RegReg, &Handlers.RegReg<Remuw>, typeof(Remuw)),
    ];

    public readonly struct Mul : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2) => rs1 * rs2;
    }

    public readonly struct Mulh : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2) => (ulong)Math.BigMul((long)rs1, (long)rs2, out _);
    }

    public readonly struct Mulhsu : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2) => Math.BigMul(rs1, rs2, out _) - ((long)rs1 < 0 ? rs2 : 0);
    }

    public readonly struct Mulhu : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2) => Math.BigMul(rs1, rs2, out _);
    }

    public readonly struct Div : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2) => rs2 == 0 ? ulong.MaxValue : rs2 == ulong.MaxValue ? 0 - rs1 : (ulong)((long)rs1 / (long)rs2);
    }

    public readonly struct Divu : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2) => rs2 == 0 ? ulong.MaxValue : rs1 / rs2;
    }

    public readonly struct Rem : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2) => rs2 == 0 ? rs1 : rs2 == ulong.MaxValue ? 0 : (ulong)((long)rs1 % (long)rs2);
    }

    public readonly struct Remu : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2) => rs2 == 0 ? rs1 : rs1 % rs2;
    }

    public readonly struct Mulw : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2) => (ulong)(int)(rs1 * rs2);
    }

    public readonly struct Divw : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2) => (int)rs2 == 0 ? ulong.MaxValue : (int)rs2 == -1 ? (ulong)(0 - (int)rs1) : (ulong)((int)rs1 / (int)rs2);
    }

    public readonly struct Divuw : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2) => (uint)rs2 == 0 ? ulong.MaxValue : (ulong)(int)((uint)rs1 / (uint)rs2);
    }

    public readonly struct Remw : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2) => (int)rs2 == 0 ? (ulong)(int)rs1 : (int)rs2 == -1 ? 0 : (ulong)((int)rs1 % (int)rs2);
    }

    public readonly struct Remuw : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2) => (uint)rs2 == 0 ? (ulong)(int)rs1 : (ulong)(int)((uint)rs1 % (uint)rs2);
    }
}
