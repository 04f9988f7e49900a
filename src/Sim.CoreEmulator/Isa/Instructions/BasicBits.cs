using System;
using System.Buffers.Binary;
using System.Numerics;
using Sim.CoreEmulator.Execution;
using Sim.CoreEmulator.Isa.Semantics;

namespace Sim.CoreEmulator.Isa.Instructions;

/// <summary>Zbb: basic bit manipulation. Manual, chapter "B", section Zbb.</summary>
internal static unsafe class BasicBits
{
    /// <summary>What Zbkb, bit manipulation for cryptography, has too.</summary>
    private const Extensions Shared = Extensions.Zbb | Extensions.Zbkb;

    public static Instruction[] Declare() =>
    [
        new(Shared, "andn", "0100000 rs2 rs1 111 rd 0110011", Form.RegReg, &Handlers.RegReg<Andn>, typeof(Andn)),
        new(Shared, "orn", "0100000 rs2 rs1 110 rd 0110011", Form.RegReg, &Handlers.RegReg<Orn>, typeof(Orn)),
        new(Shared, "xnor", "0100000 rs2 rs1 100 rd 0110011", Form.RegReg, &Handlers.RegReg<Xnor>, typeof(Xnor)),
        new(Shared, "rol", "0110000 rs2 rs1 001 rd 0110011", Form.RegReg, &Handlers.RegReg<Rol>, typeof(Rol)),
        new(Shared, "rolw", "0110000 rs2 rs1 001 rd 0111011", Form.RegReg, &Handlers.RegReg<Rolw>, typeof(Rolw)),
        new(Shared, "ror", "0110000 rs2 rs1 101 rd 0110011", Form.RegReg, &Handlers.RegReg<Ror>, typeof(Ror)),
        new(Shared, "rorw", "0110000 rs2 rs1 101 rd 0111011", Form.RegReg, &Handlers.RegReg<Rorw>, typeof(Rorw)),
        new(Shared, "rori", "011000 shamt[5:0] rs1 101 rd 0010011", Form.Shift, &Handlers.RegImm<Rori>, typeof(Rori)),
        new(Shared, "roriw", "0110000 shamt[4:0] rs1 101 rd 0011011", Form.Shift, &Handlers.RegImm<Roriw>, typeof(Roriw)),
        new(Shared, "rev8", "011010111000 rs1 101 rd 0010011", Form.Reg, &Handlers.Reg<Rev8>, typeof(Rev8)),
        new(Extensions.Zbb, "clz", "0110000 00000 rs1 001 rd 0010011", Form.Reg, &Handlers.Reg<Clz>, typeof(Clz)),
        new(Extensions.Zbb, "clzw", "0110000 00000 rs1 001 rd 0011011", Form.Reg, &Handlers.Reg<Clzw>, typeof(Clzw)),
        new(Extensions.Zbb, "ctz", "0110000 00001 rs1 001 rd 0010011", Form.Reg, &Handlers.Reg<Ctz>, typeof(Ctz)),
        new(Extensions.Zbb, "ctzw", "0110000 00001 rs1 001 rd 0011011", Form.Reg, &Handlers.Reg<Ctzw>, typeof(Ctzw)),
        new(Extensions.Zbb, "cpop", "0110000 00010 rs1 001 rd 0010011", Form.Reg, &Handlers.Reg<Cpop>, typeof(Cpop)),
        new(Extensions.Zbb, "cpopw", "0110000 00010 rs1 001 rd 0011011", Form.Reg, &Handlers.Reg<Cpopw>, typeof(Cpopw)),
        new(Extensions.Zbb, "max", "0000101 rs2 rs1 110 rd 0110011", Form.RegReg, &Handlers.RegReg<Max>, typeof(Max)),
        new(Extensions.Zbb, "maxu", "0000101 rs2 rs1 111 rd 0110011", Form.RegReg, &Handlers.RegReg<Maxu>, typeof(Maxu)),
        new(Extensions.Zbb, "min", "0000101 rs2 rs1 100 rd 0110011", Form.RegReg, &Handlers.RegReg<Min>, typeof(Min)),
        new(Extensions.Zbb, "minu", "0000101 rs2 rs1 101 rd 0110011", Form.RegReg, &Handlers.RegReg<Minu>, typeof(Minu)),
        new(Extensions.Zbb, "sext.b", "0110000 00100 rs1 001 rd 0010011", Form.Reg, &Handlers.Reg<SextB>, typeof(SextB)),
        new(Extensions.Zbb, "sext.h", "0110000 00101 rs1 001 rd 0010011", Form.Reg, &Handlers.Reg<SextH>, typeof(SextH)),
        new(Extensions.Zbb, "zext.h", "0000100 00000 rs1 100 rd 0111011", Form.Reg, &Handlers.Reg<ZextH>, typeof(ZextH)),
        new(Extensions.Zbb, "orc.b", "001010000111 rs1 101 rd 0010011", Form.Reg, &Handlers.Reg<OrcB>, typeof(OrcB)),
    ];

    public readonly struct Andn : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2) => rs1 & ~rs2;
    }

    public readonly struct Orn : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2) => rs1 | ~rs2;
    }

    public readonly struct Xnor : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2) => ~(rs1 ^ rs2);
    }

    public readonly struct Rol : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2) => BitOperations.RotateLeft(rs1, (int)rs2);
    }

    public readonly struct Rolw : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2) => (ulong)(int)BitOperations.RotateLeft((uint)rs1, (int)rs2);
    }

    public readonly struct Ror : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2) => BitOperations.RotateRight(rs1, (int)rs2);
    }

    public readonly struct Rorw : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2) => (ulong)(int)BitOperations.RotateRight((uint)rs1, (int)rs2);
    }

    public readonly struct Rori : IRegImm
    {
        public static ulong Of(ulong rs1, long imm) => BitOperations.RotateRight(rs1, (int)imm);
    }

    public readonly struct Roriw : IRegImm
    {
        public static ulong Of(ulong rs1, long imm) => (ulong)(int)BitOperations.RotateRight((uint)rs1, (int)imm);
    }

    public readonly struct Rev8 : IReg
    {
        public static ulong Of(ulong rs1) => BinaryPrimitives.ReverseEndianness(rs1);
    }

    public readonly struct Clz : IReg
    {
        public static ulong Of(ulong rs1) => (ulong)BitOperations.LeadingZeroCount(rs1);
    }

    public readonly struct Clzw : IReg
    {
        public static ulong Of(ulong rs1) => (ulong)BitOperations.LeadingZeroCount((uint)rs1);
    }

    public readonly struct Ctz : IReg
    {
        public static ulong Of(ulong rs1) => (ulong)BitOperations.TrailingZeroCount(rs1);
    }

    public readonly struct Ctzw : IReg
    {
        public static ulong Of(ulong rs1) => (ulong)BitOperations.TrailingZeroCount((uint)rs1);
    }

    public readonly struct Cpop : IReg
    {
        public static ulong Of(ulong rs1) => (ulong)BitOperations.PopCount(rs1);
    }

    public readonly struct Cpopw : IReg
    {
        public static ulong Of(ulong rs1) => (ulong)BitOperations.PopCount((uint)rs1);
    }

    public readonly struct Max : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2) => (ulong)Math.Max((long)rs1, (long)rs2);
    }

    public readonly struct Maxu : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2) => Math.Max(rs1, rs2);
    }

    public readonly struct Min : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2) => (ulong)Math.Min((long)rs1, (long)rs2);
    }

    public readonly struct Minu : IRegReg
    {
        public static ulong Of(ulong rs1, ulong rs2) => Math.Min(rs1, rs2);
    }

    public readonly struct SextB : IReg
    {
        public static ulong Of(ulong rs1) => (ulong)(sbyte)rs1;
    }

    public readonly struct SextH : IReg
    {
        public static ulong Of(ulong rs1) => (ulong)(short)rs1;
    }

    public readonly struct ZextH : IReg
    {
        public static ulong Of(ulong rs1) => (ushort)rs1;
    }

    /// <summary>Each byte: all ones if any of its bits is set.</summary>
    public readonly struct OrcB : IReg
    {
        public static ulong Of(ulong rs1)
        {
            // A byte's lowest bit, set if any of its bits is; times 255 that fills the byte.
            ulong any = rs1 | (rs1 >> 4 & 0x0f0f_0f0f_0f0f_0f0f);
            any |= any >> 2 & 0x3f3f_3f3f_3f3f_3f3f;
            any |= any >> 1 & 0x7f7f_7f7f_7f7f_7f7f;
            return (any & 0x0101_0101_0101_0101) * 0xff;
        }
    }
}
