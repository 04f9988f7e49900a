using System;
using System.Buffers.Binary;
using System.Globalization;
using System.IO;
using System.Numerics;

namespace Sim.CoreEmulator.Timing.Traces;

/// <summary>ChampSim's traces: instructions of x86 with the registers and the addresses of memory that they read and write.</summary>
/// <remarks>
/// What the format does not tell is inferred: kinds of branches from which of stack pointer, flags and instruction pointer are read and written, as ChampSim
/// does (inc/instruction.h); lengths and targets from the record that follows; what else an instruction does is arithmetic of one cycle, and accesses have
/// 8 bytes, where the places of its registers do not tell (<see cref="ChampSimPlaces"/>, in traces that <see cref="ChampSimWriter"/> wrote). An instruction with
/// several accesses, or one beside other work, is handed out in parts, as x86 cores break them up. Where the way goes on elsewhere without a branch, a trap
/// was taken. Calls and returns move the stack pointer in the front end: nothing waits for that, as in ChampSim (ooo_cpu.cc, stack pointer folding).
/// </remarks>
internal sealed class ChampSimReader : IInstructionSource
{
    private const int CloudSuiteBytes = 96;
    private const int Loads = 4;
    private const byte UsualLength = 4;
    private const byte ShortLength = 2;
    private const int AddressesAtOfCloudSuite = 24;

    // Names of values within an instruction; no register of a trace has them.
    private const byte FirstPart = 248;
    private const byte Result = FirstPart + Loads;

    private readonly TraceBuffer _buffer;
    private readonly bool _isCloudSuite;
    private readonly int _recordBytes;
    private readonly int _stores;
    private readonly TimedInstruction[] _parts = new TimedInstruction[Loads + 1 + Loads + 1];
    private readonly ChampSimLengths _lengths = new();
    private int _next;
    private int _count;

    /// <summary>Reads a trace.</summary>
    /// <param name="stream">Its bytes, unpacked.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="isCloudSuite">Whether records are those of the CloudSuite traces: 4 destinations, and an address space.</param>
    public ChampSimReader(Stream stream, string file, bool isCloudSuite)
    {
        _buffer = new TraceBuffer(stream, file);
        _isCloudSuite = isCloudSuite;
        _recordBytes = isCloudSuite ? CloudSuiteBytes : ChampSimRecord.Bytes;
        _stores = isCloudSuite ? 4 : ChampSimRecord.Destinations;
    }

    /// <inheritdoc/>
    public long Instructions { get; private set; }

    /// <inheritdoc/>
    public bool IsWhole => _next == _count;

    private int StoresAt => _isCloudSuite ? AddressesAtOfCloudSuite : ChampSimRecord.AddressesAt;

    private int LoadsAt => StoresAt + (8 * _stores);

    /// <summary>Whether the beginning of a trace looks like such records.</summary>
    public static bool LooksRight(ReadOnlySpan<byte> head, bool isCloudSuite, int records)
    {
        int size = isCloudSuite ? CloudSuiteBytes : ChampSimRecord.Bytes;
        int count = Math.Min(records, head.Length / size);
        for (int n = 0; n < count; n++)
        {
            ReadOnlySpan<byte> record = head.Slice(n * size, size);
            bool isPadded = !isCloudSuite || !record[18..24].ContainsAnyExcept((byte)0);
            if (BinaryPrimitives.ReadUInt64LittleEndian(record) == 0 || record[8] > 1 || record[9] > 1 || !isPadded)
            {
                return false;
            }
        }

        return count > 0;
    }

    /// <inheritdoc/>
    public bool Next(ref TimedInstruction instruction)
    {
        if (_next == _count && !ReadRecord())
        {
            return false;
        }

        instruction = _parts[_next++];
        return true;
    }

    private bool ReadRecord()
    {
        if (!_buffer.Has(1))
        {
            return false;
        }

        if (!_buffer.Has(_recordBytes))
        {
            throw Fault($"{_buffer.Ahead.Length} bytes; the trace ends within it: a record has {_recordBytes}");
        }

        ulong pc = _buffer.Word(0);
        if (pc == 0 || _buffer.Byte(8) > 1 || _buffer.Byte(9) > 1)
        {
            throw Fault($"address 0x{pc:x}, is-branch {_buffer.Byte(8)}, taken {_buffer.Byte(9)}; an address is not 0, the others are 0 or 1");
        }

        // The way goes on where the record behind says; the last of a trace goes on behind itself.
        ulong next = _buffer.Has(_recordBytes + 8) ? _buffer.Word(_recordBytes) : pc + UsualLength;
        (_next, _count) = (0, 0);
        Break(pc, next);
        _buffer.Pass(_recordBytes);
        Instructions++;
        return true;
    }

    private void Break(ulong pc, ulong next)
    {
        TimedInstruction whole = new() { Pc = pc, Number = ushort.MaxValue };
        Registers registers = ReadRegisters(ref whole);
        Kind(ref whole, in registers);
        Measure(ref whole, in registers, next);
        int loads = Count(LoadsAt, Loads);
        int stores = Count(StoresAt, _stores);
        (OperationKind access, byte bytes) = ChampSimMeaning.Access(whole.Branch == BranchKind.None ? registers.Number : 0);
        whole.Size = loads + stores > 0 ? bytes : (byte)0;
        if (whole.Branch == BranchKind.None && loads + stores == 0)
        {
            Work(ref whole, in registers, next);
        }
        else if (whole.Branch == BranchKind.None && (loads + stores == 1 || access != OperationKind.Integer))
        {
            Alone(ref whole, access, loads, stores);
        }
        else
        {
            Parts(in whole, loads, stores);
        }

        Jumped(pc, next);
    }

    // What is known of its length, and what can be learned. Behind a branch that was taken comes where it led.
    private void Measure(ref TimedInstruction i, in Registers registers, ulong next)
    {
        bool goesOn = !i.Has(InstructionTraits.Taken);
        if (goesOn)
        {
            _lengths.Learn(i.Pc, next);
        }

        byte known = i.Branch != BranchKind.None && registers.Number == ChampSimMeaning.ShortBranch ? ShortLength : _lengths.Find(i.Pc);
        i.Length = goesOn && ChampSimLengths.Follows(i.Pc, next) ? (byte)(next - i.Pc) : known > 0 ? known : UsualLength;
        i.NextPc = goesOn ? i.Pc + i.Length : next;
        if (i.Branch is BranchKind.Call or BranchKind.IndirectCall)
        {
            _lengths.Called(i.Pc);
        }
        else if (i.Branch == BranchKind.Return)
        {
            _lengths.Returned(next);
        }
    }

    private void Work(ref TimedInstruction whole, in Registers registers, ulong next)
    {
        if (!registers.WritesWay)
        {
            whole.Operation = ChampSimMeaning.Operation(registers.Number, registers.Reads, registers.ReadsFlags);
        }

        whole.Flags |= whole.Operation switch
        {
            OperationKind.System => InstructionTraits.Serialises,
            OperationKind.Fence => InstructionTraits.OrdersMemory,
            _ => InstructionTraits.None,
        };
        if (whole.Operation == OperationKind.System && IsElsewhere(whole.Pc, next))
        {
            whole.Flags |= InstructionTraits.Returns;
            whole.NextPc = next;
        }

        _parts[_count++] = whole;
    }

    private void Parts(in TimedInstruction whole, int loads, int stores)
    {
        bool works = whole.Branch != BranchKind.None || whole.Destination1 != 0 || stores == 0;
        AddLoads(in whole);
        if (works)
        {
            AddWork(whole, loads, stores);
        }

        AddStores(in whole, works ? whole.Destination2 == 0 ? Result : whole.Destination1 : loads > 0 ? FirstPart : whole.Source2);
    }

    // x86's repeated instructions stay where they are.
    private static bool IsElsewhere(ulong pc, ulong next) => next != pc && !ChampSimLengths.Follows(pc, next);

    // What goes on elsewhere without a branch was trapped or interrupted.
    private void Jumped(ulong pc, ulong next)
    {
        ref TimedInstruction last = ref _parts[_count - 1];
        if (last.NextPc != next && IsElsewhere(pc, next) && last.Branch is BranchKind.None)
        {
            _parts[_count++] = new TimedInstruction
            {
                Pc = last.NextPc,
                NextPc = next,
                Number = ushort.MaxValue,
                Operation = OperationKind.System,
                Flags = InstructionTraits.Interrupt | InstructionTraits.Serialises,
            };
        }
    }

    private void Alone(ref TimedInstruction whole, OperationKind access, int loads, int stores)
    {
        whole.Flags |= (loads > 0 ? InstructionTraits.Loads : InstructionTraits.None) | (stores > 0 ? InstructionTraits.Stores : InstructionTraits.None);
        whole.Operation = access != OperationKind.Integer ? access : loads > 0 ? OperationKind.Load : OperationKind.Store;
        whole.Address = FirstAddress(loads > 0 ? LoadsAt : StoresAt);
        if (loads > 0)
        {
            MoveStackPointer(ref whole);
        }

        _parts[_count++] = whole;
    }

    // POP: the stack pointer is known long before the data are.
    private static void MoveStackPointer(ref TimedInstruction i)
    {
        if (i.Destination1 == ChampSimRecord.StackPointer && i.Destination2 != 0)
        {
            (i.Destination1, i.Destination2) = (i.Destination2, i.Destination1);
        }

        if (i.Destination2 == ChampSimRecord.StackPointer)
        {
            i.Flags |= InstructionTraits.WritesBase;
        }
    }

    private void AddLoads(in TimedInstruction whole)
    {
        byte part = FirstPart;
        for (int n = 0; n < Loads; n++)
        {
            ulong address = _buffer.Word(LoadsAt + (8 * n));
            if (address != 0)
            {
                TimedInstruction load = Part(in whole, OperationKind.Load, InstructionTraits.Loads, address);
                load.Source1 = whole.Branch == BranchKind.Return ? ChampSimRecord.StackPointer : whole.Source1;
                load.Destination1 = part++;
                _parts[_count++] = load;
            }
        }
    }

    private void AddWork(TimedInstruction work, int loads, int stores)
    {
        work.Size = 0;
        if (loads > 0)
        {
            work.Source4 = FirstPart;
            work.Source3 = loads > 1 ? (byte)(FirstPart + 1) : work.Source3;
        }

        if (stores > 0 && work.Branch == BranchKind.None)
        {
            work.Destination2 = work.Destination2 == 0 ? Result : work.Destination2;
            work.NextPc = work.Pc;
        }

        _parts[_count++] = work;
    }

    private void AddStores(in TimedInstruction whole, byte data)
    {
        for (int n = 0; n < _stores; n++)
        {
            ulong address = _buffer.Word(StoresAt + (8 * n));
            if (address != 0)
            {
                TimedInstruction store = Part(in whole, OperationKind.Store, InstructionTraits.Stores, address);
                bool isCall = whole.Branch != BranchKind.None;

                // A call stores where it came from, which needs no waiting.
                store.Source1 = isCall ? ChampSimRecord.StackPointer : whole.Source1;
                store.Source2 = isCall ? (byte)0 : data;
                InsertBeforeBranch(in store, isCall);
            }
        }

        if (_parts[_count - 1].Branch == BranchKind.None)
        {
            _parts[_count - 1].NextPc = whole.NextPc;
        }
    }

    // A branch is the last part: the way goes on behind it.
    private void InsertBeforeBranch(in TimedInstruction part, bool hasBranch)
    {
        if (hasBranch)
        {
            _parts[_count] = _parts[_count - 1];
            _parts[_count - 1] = part;
        }
        else
        {
            _parts[_count] = part;
        }

        _count++;
    }

    private static TimedInstruction Part(in TimedInstruction whole, OperationKind operation, InstructionTraits flags, ulong address) => new()
    {
        Pc = whole.Pc,
        NextPc = whole.Pc,
        Number = ushort.MaxValue,
        Length = whole.Length,
        Operation = operation,
        Flags = flags,
        Address = address,
        Size = whole.Size,
    };

    private Registers ReadRegisters(ref TimedInstruction i)
    {
        Registers found = default;
        byte written = ReadWritten(ref i, ref found);
        byte read = ReadSources(ref i, ref found);
        found.Reads = BitOperations.PopCount(read);
        found.Number = _isCloudSuite ? 0 : ChampSimPlaces.Number(read, written);
        return found;
    }

    // The places that are taken.
    private byte ReadWritten(ref TimedInstruction i, ref Registers found)
    {
        byte places = 0;
        for (int n = 0; n < _stores; n++)
        {
            byte register = _buffer.Byte(ChampSimRecord.RegistersAt + n);
            places |= register != 0 ? (byte)(1 << n) : (byte)0;
            found.WritesStack |= register == ChampSimRecord.StackPointer;
            found.WritesWay |= register == ChampSimRecord.InstructionPointer;
            if (register is not 0 and not ChampSimRecord.InstructionPointer)
            {
                byte name = Name(register);
                (i.Destination1, i.Destination2) = i.Destination1 == 0 ? (name, i.Destination2) : (i.Destination1, i.Destination2 == 0 ? name : i.Destination2);
            }
        }

        return places;
    }

    private byte ReadSources(ref TimedInstruction i, ref Registers found)
    {
        byte places = 0;
        for (int n = 0; n < Loads; n++)
        {
            byte register = _buffer.Byte(ChampSimRecord.RegistersAt + _stores + n);
            places |= register != 0 ? (byte)(1 << n) : (byte)0;
            found.ReadsStack |= register == ChampSimRecord.StackPointer;
            found.ReadsFlags |= register == ChampSimRecord.Flags;
            found.ReadsWay |= register == ChampSimRecord.InstructionPointer;
            found.ReadsOther |= register is not 0 and not ChampSimRecord.StackPointer and not ChampSimRecord.Flags and not ChampSimRecord.InstructionPointer;
            if (register is not 0 and not ChampSimRecord.InstructionPointer)
            {
                AddSource(ref i, Name(register));
            }
        }

        return places;
    }

    private static void AddSource(ref TimedInstruction i, byte register)
    {
        if (i.Source1 == 0)
        {
            i.Source1 = register;
        }
        else if (i.Source2 == 0)
        {
            i.Source2 = register;
        }
        else if (i.Source3 == 0)
        {
            i.Source3 = register;
        }
        else
        {
            i.Source4 = register;
        }
    }

    private static byte Name(byte register) => register >= FirstPart ? (byte)(register - Loads - Loads) : register;

    private void Kind(ref TimedInstruction i, in Registers r)
    {
        if (!r.WritesWay)
        {
            return;
        }

        bool wasTaken = _buffer.Byte(9) == 1;
        BranchKind kind = KindOf(in r);
        if (kind == BranchKind.None)
        {
            // What fits no rule goes by the record: a system call is no branch, a far jump is.
            kind = wasTaken ? BranchKind.IndirectJump : BranchKind.None;
        }

        i.Branch = kind;
        i.Operation = kind == BranchKind.None ? OperationKind.Integer : OperationKind.Branch;
        if (kind != BranchKind.None && (kind != BranchKind.Conditional || wasTaken))
        {
            i.Flags |= InstructionTraits.Taken;
        }

        if (kind is BranchKind.Call or BranchKind.IndirectCall or BranchKind.Return)
        {
            DropStackPointer(ref i);
        }
    }

    private static void DropStackPointer(ref TimedInstruction i)
    {
        i.Destination1 = i.Destination1 == ChampSimRecord.StackPointer ? (byte)0 : i.Destination1;
        i.Destination2 = i.Destination2 == ChampSimRecord.StackPointer ? (byte)0 : i.Destination2;
        i.Source1 = i.Source1 == ChampSimRecord.StackPointer ? i.Source2 : i.Source1;
        i.Source2 = i.Source2 == i.Source1 || i.Source2 == ChampSimRecord.StackPointer ? (byte)0 : i.Source2;
    }

    // ChampSim's rules, of which the first that fits counts.
    private static BranchKind KindOf(in Registers r)
    {
        if (!r.ReadsStack)
        {
            return (r.ReadsFlags, r.ReadsOther, r.ReadsWay) switch
            {
                (false, false, _) => BranchKind.Jump,
                (false, true, false) => BranchKind.IndirectJump,
                (_, _, true) when !r.WritesStack => BranchKind.Conditional,
                _ => BranchKind.None,
            };
        }

        return (r.WritesStack, r.ReadsWay, r.ReadsFlags, r.ReadsOther) switch
        {
            (true, true, false, false) => BranchKind.Call,
            (true, true, false, true) => BranchKind.IndirectCall,
            (true, false, _, _) => BranchKind.Return,
            _ => BranchKind.None,
        };
    }

    private int Count(int at, int most)
    {
        int count = 0;
        for (int n = 0; n < most; n++)
        {
            count += _buffer.Word(at + (8 * n)) != 0 ? 1 : 0;
        }

        return count;
    }

    private ulong FirstAddress(int at)
    {
        int n = 0;
        while (_buffer.Word(at + (8 * n)) == 0)
        {
            n++;
        }

        return _buffer.Word(at + (8 * n));
    }

    private Kernel.InputException Fault(FormattableString message) => _buffer.Fault(Instructions + 1, _buffer.Offset, message.ToString(CultureInfo.InvariantCulture));

    private struct Registers
    {
        public bool ReadsStack;
        public bool WritesStack;
        public bool ReadsFlags;
        public bool ReadsWay;
        public bool WritesWay;
        public bool ReadsOther;

        /// <summary>How many it reads.</summary>
        public int Reads;

        /// <summary>What their places tell.</summary>
        public int Number;
    }
}
