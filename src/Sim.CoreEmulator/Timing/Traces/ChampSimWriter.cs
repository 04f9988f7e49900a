using System;
using System.Buffers.Binary;
using System.IO;

namespace Sim.CoreEmulator.Timing.Traces;

/// <summary>Writes ChampSim's traces of RISC-V programs.</summary>
/// <remarks>
/// The format knows x86's branches by the registers that they read and write (inc/instruction.h of ChampSim): so a call is written as one that moves the stack
/// pointer, which RISC-V's does not, and the link register is left out. Registers are numbered from 32 on, so that none is taken for x86's stack pointer,
/// flags or instruction pointer; only x2 is the stack pointer, but for branches that compare it.
/// </remarks>
internal sealed class ChampSimWriter(Stream stream) : InstructionTraceWriter
{
    private const int LoadsAt = ChampSimRecord.AddressesAt + (ChampSimRecord.Destinations * sizeof(ulong));
    private const int FirstRegister = 31;
    private const int StackPointerHere = 2;
    private readonly byte[] _record = new byte[ChampSimRecord.Bytes];
    private int _to;
    private int _from;

    /// <inheritdoc/>
    public override void Write(in TimedInstruction i, ulong value)
    {
        Array.Clear(_record);
        (_to, _from) = (ChampSimRecord.RegistersAt, ChampSimRecord.RegistersAt + ChampSimRecord.Destinations);
        BinaryPrimitives.WriteUInt64LittleEndian(_record, i.Pc);
        if (i.Branch == BranchKind.None)
        {
            Plain(in i);
        }
        else
        {
            _record[8] = 1;
            _record[9] = i.Has(InstructionTraits.Taken) ? (byte)1 : (byte)0;
            To(ChampSimRecord.InstructionPointer);
            Branch(in i);
        }

        stream.Write(_record);
    }

    private static byte Name(int register) => register switch
    {
        0 => 0,
        StackPointerHere => ChampSimRecord.StackPointer,
        _ => (byte)(register + FirstRegister),
    };

    private static byte NameInBranch(int register) => register == 0 ? (byte)0 : (byte)(register + FirstRegister);

    private void Plain(in TimedInstruction i)
    {
        To(Name(i.Destination1));
        From(Name(i.Source1));
        From(Name(i.Source2));
        From(Name(i.Source3));
        if (i.Has(InstructionTraits.Loads))
        {
            BinaryPrimitives.WriteUInt64LittleEndian(_record.AsSpan(LoadsAt), i.Address);
        }

        if (i.Has(InstructionTraits.Stores) && !i.Has(InstructionTraits.Failed))
        {
            BinaryPrimitives.WriteUInt64LittleEndian(_record.AsSpan(ChampSimRecord.AddressesAt), i.Address);
        }
    }

    private void Branch(in TimedInstruction i)
    {
        bool moves = i.Branch is BranchKind.Call or BranchKind.IndirectCall or BranchKind.Return;
        if (moves)
        {
            To(ChampSimRecord.StackPointer);
            From(ChampSimRecord.StackPointer);
        }

        if (i.Branch is BranchKind.Conditional or BranchKind.Call or BranchKind.IndirectCall)
        {
            From(ChampSimRecord.InstructionPointer);
        }

        From(NameInBranch(i.Source1));
        From(NameInBranch(i.Source2));
        if (i.Branch == BranchKind.Conditional && i.Source1 == 0 && i.Source2 == 0)
        {
            From(ChampSimRecord.Flags);
        }
    }

    private void To(byte register)
    {
        if (register != 0)
        {
            _record[_to++] = register;
        }
    }

    private void From(byte register)
    {
        if (register != 0)
        {
            _record[_from++] = register;
        }
    }
}
