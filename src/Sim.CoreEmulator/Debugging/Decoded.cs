using Sim.CoreEmulator.Execution;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Isa;

namespace Sim.CoreEmulator.Debugging;

/// <summary>The instruction that a hart is about to execute.</summary>
/// <param name="Bits">Its 16 or 32 bits as they are in memory; 0 where nothing can be fetched.</param>
/// <param name="Expanded">Its 32 bits; those that a compressed one stands for.</param>
/// <param name="Instruction">What it is; null where it is none.</param>
internal readonly record struct Decoded(uint Bits, uint Expanded, Instruction? Instruction)
{
    /// <summary>Destination register's number.</summary>
    public int Rd => (int)(Expanded >> 7) & 31;

    /// <summary>First source register's number.</summary>
    public int Rs1 => (int)(Expanded >> 15) & 31;

    /// <summary>Whether it has 16 bits.</summary>
    public bool IsShort => (Bits & 3) != 3;

    /// <summary>What is at a hart's Pc.</summary>
    public static unsafe Decoded At(Hart hart)
    {
        ulong pc = hart.State->Pc;
        uint bits = hart.Mmu.ParcelAt(pc);
        Extensions extensions = hart.Options.Extensions;
        if ((bits & 3) == 3)
        {
            bits |= (uint)hart.Mmu.ParcelAt(pc + 2) << 16;
            return new Decoded(bits, bits, InstructionSet.Find(bits, extensions));
        }

        return extensions.HasFlag(Extensions.C) && Compressed.TryExpand((ushort)bits, extensions, out uint expanded)
            ? new Decoded(bits, expanded, InstructionSet.Find(expanded, extensions))
            : new Decoded(bits, 0, null);
    }

    /// <summary>Whether it writes an integer register.</summary>
    public bool WritesInteger => Instruction is not null && Rd != 0 && Operands.Of(Instruction.Form).WritesRd;

    /// <summary>Whether it writes a floating-point register.</summary>
    public bool WritesFloat => Instruction?.Form is Form.FloatLoad or Form.FloatTernary or Form.FloatBinary or Form.FloatUnary or Form.IntegerToFloat;

    /// <summary>Whether it computes with floating-point numbers, so that it may raise flags.</summary>
    public bool RaisesFlags => Instruction?.Form is Form.FloatTernary or Form.FloatBinary or Form.FloatUnary or Form.FloatCompare
        or Form.FloatToInteger or Form.IntegerToFloat;

    /// <summary>The CSR that it writes; -1 for none.</summary>
    public int WrittenCsr
    {
        get
        {
            bool isWrite = Instruction?.Form is Form.Csr or Form.CsrImmediate && (Instruction.Name.StartsWith("csrrw", System.StringComparison.Ordinal) || Rs1 != 0);
            return isWrite ? (int)(Expanded >> 20) : -1;
        }
    }
}
