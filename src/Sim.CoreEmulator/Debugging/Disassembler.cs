using System;
using System.Globalization;
using Sim.CoreEmulator.Isa;
using Sim.CoreEmulator.Programs;

namespace Sim.CoreEmulator.Debugging;

/// <summary>Instructions in assembly language, by their own names: no aliases, and compressed ones as what they stand for.</summary>
/// <param name="extensions">What is an instruction.</param>
/// <param name="symbols">Names for jump targets.</param>
/// <param name="csrName">The name of a CSR by number; null where it has none.</param>
internal sealed class Disassembler(Extensions extensions, SymbolTable symbols, Func<int, string?> csrName)
{
    private const int Dynamic = 7;
    private static readonly string[] RoundingModes = ["rne", "rtz", "rdn", "rup", "rmm"];

    /// <summary>The instruction that some bits are at an address; <c>.2byte</c> or <c>.4byte</c> where they are none.</summary>
    public string Text(uint bits, ulong address)
    {
        bool isShort = (bits & 3) != 3;
        uint expanded = bits;
        if (isShort && !(extensions.HasFlag(Extensions.C) && Compressed.TryExpand((ushort)bits, extensions, out expanded)))
        {
            return Invariant($".2byte\t0x{(ushort)bits:x}");
        }

        if (InstructionSet.Find(expanded, extensions) is not { } instruction)
        {
            return Invariant($".4byte\t0x{bits:x}");
        }

        string operands = Operands(instruction, expanded, address);
        string name = instruction.Name + Ordering(instruction, expanded);
        return operands.Length == 0 ? name : name + "\t" + operands;
    }

    private string Operands(Instruction instruction, uint bits, ulong address)
    {
        long imm = instruction.Encoding.Immediate(bits);
        (string rd, string rs1, string rs2) = (RegisterNames.Integer((bits >> 7) & 31), RegisterNames.Integer((bits >> 15) & 31), RegisterNames.Integer((bits >> 20) & 31));
        return instruction.Form switch
        {
            Form.RegReg => $"{rd},{rs1},{rs2}",
            Form.RegImm => Invariant($"{rd},{rs1},{imm}"),
            Form.Shift => Invariant($"{rd},{rs1},0x{imm:x}"),
            Form.Reg => $"{rd},{rs1}",
            Form.LoadUpper or Form.AddUpperToPc => Invariant($"{rd},0x{bits >> 12:x}"),
            Form.Branch => $"{rs1},{rs2},{Target(address + (ulong)imm)}",
            Form.Jump => $"{rd},{Target(address + (ulong)imm)}",
            Form.JumpRegister or Form.Load => Invariant($"{rd},{imm}({rs1})"),
            Form.Store => Invariant($"{rs2},{imm}({rs1})"),
            Form.LoadReserved or Form.HypervisorLoad => $"{rd},({rs1})",
            Form.StoreConditional or Form.Amo => $"{rd},{rs2},({rs1})",
            Form.HypervisorStore => $"{rs2},({rs1})",
            Form.Csr => $"{rd},{Csr(bits)},{rs1}",
            Form.CsrImmediate => Invariant($"{rd},{Csr(bits)},{(bits >> 15) & 31}"),
            Form.Fence => $"{Set(bits >> 24)},{Set(bits >> 20)}",
            Form.Prefetch => Invariant($"{imm}({rs1})"),
            Form.CacheBlock => $"({rs1})",
            Form.TranslationFence => $"{rs1},{rs2}",
            Form.Bare => "",
            _ => FloatOperands(instruction, bits, imm),
        };
    }

    private static string FloatOperands(Instruction instruction, uint bits, long imm)
    {
        (string rd, string rs1) = (RegisterNames.Integer((bits >> 7) & 31), RegisterNames.Integer((bits >> 15) & 31));
        (string fd, string fs1) = (RegisterNames.Float((bits >> 7) & 31), RegisterNames.Float((bits >> 15) & 31));
        (string fs2, string fs3) = (RegisterNames.Float((bits >> 20) & 31), RegisterNames.Float(bits >> 27));
        string rounding = Rounding(instruction, (bits >> 12) & 7);
        return instruction.Form switch
        {
            Form.FloatLoad => Invariant($"{fd},{imm}({rs1})"),
            Form.FloatStore => Invariant($"{fs2},{imm}({rs1})"),
            Form.FloatTernary => $"{fd},{fs1},{fs2},{fs3}{rounding}",
            Form.FloatBinary => $"{fd},{fs1},{fs2}{rounding}",
            Form.FloatUnary => $"{fd},{fs1}{rounding}",
            Form.FloatCompare => $"{rd},{fs1},{fs2}",
            Form.FloatToInteger => $"{rd},{fs1}{rounding}",
            Form.IntegerToFloat => $"{fd},{rs1}{rounding}",
            _ => throw new InvalidOperationException($"{instruction.Name} has operands that the disassembler does not know"),
        };
    }

    // Left out where it is the usual one: the dynamic mode, or 0 of conversions that are always exact.
    private static string Rounding(Instruction instruction, uint mode)
    {
        if (!instruction.Encoding.HasRoundingMode)
        {
            return "";
        }

        bool isExact = instruction.Name is "fcvt.d.s" or "fcvt.d.h" or "fcvt.s.h" or "fcvt.d.w" or "fcvt.d.wu";
        return (isExact && mode == 0) || (!isExact && mode == Dynamic) ? "" : "," + (mode < RoundingModes.Length ? RoundingModes[mode] : "dyn");
    }

    private static string Ordering(Instruction instruction, uint bits) =>
        instruction.Form is not (Form.LoadReserved or Form.StoreConditional or Form.Amo) ? "" : ((bits >> 25) & 3) switch
        {
            0 => "",
            1 => ".rl",
            2 => ".aq",
            _ => ".aqrl",
        };

    private string Csr(uint bits) => csrName((int)(bits >> 20)) ?? Invariant($"0x{bits >> 20:x}");

    private string Target(ulong address)
    {
        string name = symbols.Name(address);
        return name.Length == 0 ? Invariant($"{address:x}") : Invariant($"{address:x} <{name}>");
    }

    private static string Set(uint bits)
    {
        string set = string.Concat((bits & 8) != 0 ? "i" : "", (bits & 4) != 0 ? "o" : "", (bits & 2) != 0 ? "r" : "", (bits & 1) != 0 ? "w" : "");
        return set.Length == 0 ? "unknown" : set;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
