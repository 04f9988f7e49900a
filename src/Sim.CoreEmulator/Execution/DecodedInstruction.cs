using System.Runtime.InteropServices;
using Sim.CoreEmulator.Harts;

namespace Sim.CoreEmulator.Execution;

/// <summary>An instruction taken apart, in its place in a block.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct DecodedInstruction
{
    /// <summary>
    /// Does it. True: go on with the next of the block. False: the block is left, and the hart's Pc and budget are those
    /// with which to go on: at another block, behind this instruction, or at a trap's handler.
    /// </summary>
    public delegate* managed<Hart, DecodedInstruction*, bool> Execute;

    /// <summary>The immediate, sign-extended; shift amount, CSR number and the 5-bit immediate of CSR instructions count as such.</summary>
    public long Imm;

    /// <summary>The 32 bits; of a compressed instruction those of its expansion.</summary>
    public uint Bits;

    /// <summary>Its number in <see cref="Isa.InstructionSet.All"/>.</summary>
    public ushort Number;

    /// <summary>Bytes from the start of the block.</summary>
    public ushort Offset;

    /// <summary>Instructions of the block before it.</summary>
    public ushort Index;

    /// <summary>2 or 4.</summary>
    public byte Length;

    /// <summary>Destination register.</summary>
    public byte Rd;

    /// <summary>First source register.</summary>
    public byte Rs1;

    /// <summary>Second source register; the rs2 field, whatever it means.</summary>
    public byte Rs2;

    /// <summary>Third source register.</summary>
    public byte Rs3;

    /// <summary>funct3: the rounding mode of floating-point instructions, 7 for the dynamic one.</summary>
    public byte Rm;
}
