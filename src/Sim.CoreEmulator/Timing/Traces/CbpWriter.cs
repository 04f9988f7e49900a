using System;
using System.Buffers.Binary;
using System.Globalization;
using System.IO;
using Sim.Kernel;

namespace Sim.CoreEmulator.Timing.Traces;

/// <summary>Writes traces of the championship in branch prediction 2025, of RISC-V programs.</summary>
/// <remarks>
/// The format is AArch64's: instructions have 4 bytes, so that programs must not have compressed ones; register 31 is the stack pointer, which
/// changes its number with x2; floating-point registers are the lower halves of vectors. There are no flags and no base updates.
/// </remarks>
internal sealed class CbpWriter(Stream stream) : InstructionTraceWriter
{
    private const int StackPointerHere = 2;
    private const byte Arithmetic = 0;
    private const byte FloatKind = 6;
    private const byte SlowKind = 7;
    private readonly byte[] _word = new byte[sizeof(ulong)];

    /// <inheritdoc/>
    public override void Write(in TimedInstruction i, ulong value)
    {
        if (i.Length != CbpRecord.InstructionBytes)
        {
            throw new InputException(string.Create(
                CultureInfo.InvariantCulture, $"the instruction at 0x{i.Pc:x} has {i.Length} bytes; CBP traces know those of 4 alone: build the program without compressed ones (-march=rv64g), or write ChampSim's format"));
        }

        byte kind = Kind(in i);
        Word(i.Pc);
        stream.WriteByte(kind);
        if (kind is CbpRecord.Load or CbpRecord.Store)
        {
            Word(i.Address);
            stream.WriteByte(i.Size);

            // No base update; of a store, no register as offset either.
            stream.WriteByte(0);
            if (kind == CbpRecord.Store)
            {
                stream.WriteByte(0);
            }
        }
        else if (i.Branch != BranchKind.None)
        {
            Way(in i);
        }

        Registers(in i, value);
    }

    private static byte Kind(in TimedInstruction i) => i.Branch != BranchKind.None ? (byte)CbpRecord.Branches.IndexOf(i.Branch) : i.Operation switch
    {
        OperationKind.Load => CbpRecord.Load,
        OperationKind.Store => CbpRecord.Store,
        OperationKind.Atomic => i.Has(InstructionTraits.Loads) ? CbpRecord.Load : CbpRecord.Store,
        OperationKind.Multiply or OperationKind.Divide => SlowKind,
        >= OperationKind.FloatAdd and <= OperationKind.FloatConvert => FloatKind,
        _ => Arithmetic,
    };

    private static byte Name(int register) => register switch
    {
        StackPointerHere => CbpRecord.StackPointer,
        CbpRecord.StackPointer => StackPointerHere,
        _ => (byte)register,
    };

    private void Way(in TimedInstruction i)
    {
        bool taken = i.Has(InstructionTraits.Taken);
        stream.WriteByte(taken ? (byte)1 : (byte)0);
        if (taken)
        {
            Word(i.NextPc);
        }
    }

    private void Registers(in TimedInstruction i, ulong value)
    {
        stream.WriteByte((byte)((i.Source1 != 0 ? 1 : 0) + (i.Source2 != 0 ? 1 : 0) + (i.Source3 != 0 ? 1 : 0)));
        From(i.Source1);
        From(i.Source2);
        From(i.Source3);
        stream.WriteByte(i.Destination1 != 0 ? (byte)1 : (byte)0);
        if (i.Destination1 != 0)
        {
            stream.WriteByte(Name(i.Destination1));
            Word(value);
            if (i.Destination1 >= CbpRecord.FirstVector)
            {
                Word(0);
            }
        }
    }

    private void From(byte register)
    {
        if (register != 0)
        {
            stream.WriteByte(Name(register));
        }
    }

    private void Word(ulong word)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_word, word);
        stream.Write(_word);
    }
}
