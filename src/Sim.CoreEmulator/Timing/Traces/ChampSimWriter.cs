using System;
using System.Buffers.Binary;
using System.IO;

namespace Sim.CoreEmulator.Timing.Traces;

/// <summary>Writes ChampSim's traces of RISC-V programs.</summary>
/// <remarks>
/// The format knows x86's branches by the registers that they read and write (inc/instruction.h of ChampSim): so a call is written as one that moves the stack
/// pointer, which RISC-V's does not, and the link register is left out. Registers are numbered from 32 on, so that none is taken for x86's stack pointer,
/// flags or instruction pointer; only x2 is the stack pointer, but for branches that compare it. What the format has no field for, kinds of operations, bytes of
/// accesses and short branches, the places of registers tell (<see cref="ChampSimPlaces"/>), which ChampSim does not look at.
/// </remarks>
internal sealed class ChampSimWriter(Stream stream) : InstructionTraceWriter
{
    private const int LoadsAt = ChampSimRecord.AddressesAt + (ChampSimRecord.Destinations * sizeof(ulong));
    private const int FirstRegister = 31;
    private const int StackPointerHere = 2;
    private const int ShortBytes = 2;
    private readonly byte[] _record = new byte[ChampSimRecord.Bytes];
    private readonly byte[] _written = new byte[ChampSimRecord.Destinations];
    private readonly byte[] _read = new byte[ChampSimPlaces.Sources];
    private int _writes;
    private int _reads;

    /// <inheritdoc/>
    public override void Write(in TimedInstruction i, ulong value)
    {
        Array.Clear(_record);
        (_writes, _reads) = (0, 0);
        BinaryPrimitives.WriteUInt64LittleEndian(_record, i.Pc);
        if (i.Branch == BranchKind.None)
        {
            Place(Plain(in i));
        }
        else
        {
            _record[8] = 1;
            _record[9] = i.Has(InstructionTraits.Taken) ? (byte)1 : (byte)0;
            To(ChampSimRecord.InstructionPointer);
            Branch(in i);
            Place(i.Length == ShortBytes ? ChampSimMeaning.ShortBranch : 0);
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

    // The number that says more about it.
    private int Plain(in TimedInstruction i)
    {
        To(Name(i.Destination1));
        From(Name(i.Source1));
        From(Name(i.Source2));
        From(Name(i.Source3));
        bool loads = i.Has(InstructionTraits.Loads);
        bool stores = i.Has(InstructionTraits.Stores) && !i.Has(InstructionTraits.Failed);
        if (loads)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(_record.AsSpan(LoadsAt), i.Address);
        }

        if (stores)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(_record.AsSpan(ChampSimRecord.AddressesAt), i.Address);
        }

        return loads || stores ? ChampSimMeaning.OfAccess(i.Operation, i.Size) : Work(i.Operation);
    }

    private int Work(OperationKind operation)
    {
        bool isFlags = _reads + _writes == 0 && operation is OperationKind.Fence or OperationKind.System or OperationKind.CacheBlock;
        if (isFlags)
        {
            From(ChampSimRecord.Flags);
        }

        return ChampSimMeaning.Of(operation, _reads, isFlags);
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

    private void Place(int number)
    {
        (byte read, byte written) = ChampSimPlaces.Of(number < ChampSimPlaces.Count(_reads, _writes) ? number : 0, _reads, _writes);
        Spread(_written, written, ChampSimRecord.RegistersAt);
        Spread(_read, read, ChampSimRecord.RegistersAt + ChampSimRecord.Destinations);
    }

    private void Spread(byte[] registers, byte places, int at)
    {
        int next = 0;
        for (int place = 0; places >> place != 0; place++)
        {
            if ((places >> place & 1) != 0)
            {
                _record[at + place] = registers[next++];
            }
        }
    }

    private void To(byte register)
    {
        if (register != 0)
        {
            _written[_writes++] = register;
        }
    }

    private void From(byte register)
    {
        if (register != 0)
        {
            _read[_reads++] = register;
        }
    }
}
