using System;
using System.Globalization;
using System.IO;
using Sim.Kernel;

namespace Sim.CoreEmulator.Timing.Traces;

/// <summary>Traces of the championships CBP 2025 and CVP-1: instructions of AArch64 with registers, addresses, targets and values.</summary>
/// <remarks>
/// The format is the one that the kits' readers describe (ramisheikh/cbp2025, lib/trace_reader.h; eric-rotenberg/CVP, lib/cvp_trace_reader.h).
/// An instruction is handed out whole, whatever it reads and writes: the kit's own core breaks pairs and base updates into parts. Results beyond what
/// an instruction can have here (load pair with base update) are known by the first result's name until they are written again.
/// </remarks>
internal sealed class CbpReader : IInstructionSource
{
    private const int Flags = 64;
    private const int Zero = 65;
    private const int StackPointerHere = 66;
    private const int MostRegisters = 64;
    private const int ValueBytes = 8;
    private const int VectorBytes = 16;
    private const byte Conditional = 3;
    private const byte Undefined = 8;
    private const byte Last = 11;

    private static readonly OperationKind[] Operations =
    [
        OperationKind.Integer, OperationKind.Load, OperationKind.Store, OperationKind.Branch, OperationKind.Branch, OperationKind.Branch,
        OperationKind.FloatAdd, OperationKind.Multiply, OperationKind.Nothing, OperationKind.Branch, OperationKind.Branch, OperationKind.Branch,
    ];

    private readonly TraceBuffer _buffer;
    private readonly bool _hasBaseUpdates;
    private readonly byte[] _names = new byte[Zero + 1];
    private readonly byte[] _inputs = new byte[MostRegisters];
    private readonly byte[] _outputs = new byte[MostRegisters];
    private bool _hasAliases;
    private long _begin;

    /// <summary>Reads a trace.</summary>
    /// <param name="stream">Its bytes, unpacked.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="hasBaseUpdates">Whether loads and stores say if they write their base: CBP 2025, not CVP-1.</param>
    public CbpReader(Stream stream, string file, bool hasBaseUpdates)
    {
        _buffer = new TraceBuffer(stream, file);
        _hasBaseUpdates = hasBaseUpdates;
        for (int i = 0; i < _names.Length; i++)
        {
            _names[i] = OwnName(i);
        }
    }

    /// <inheritdoc/>
    public long Instructions { get; private set; }

    /// <inheritdoc/>
    public bool IsWhole => true;

    /// <summary>Whether the fault was that the trace ends within a record.</summary>
    public bool IsCut { get; private set; }

    /// <inheritdoc/>
    public bool Next(ref TimedInstruction instruction)
    {
        _begin = _buffer.Offset;
        if (!_buffer.Has(1))
        {
            return false;
        }

        instruction = new TimedInstruction { Number = ushort.MaxValue, Length = CbpRecord.InstructionBytes };
        Need(ValueBytes + 1);
        instruction.Pc = _buffer.Word(0);
        byte type = _buffer.Byte(ValueBytes);
        if (type is > Last or Undefined)
        {
            throw Fault(string.Create(CultureInfo.InvariantCulture, $"kind {type}; must be 0 to 7 or 9 to 11"));
        }

        _buffer.Pass(ValueBytes + 1);
        instruction.NextPc = instruction.Pc + CbpRecord.InstructionBytes;
        instruction.Operation = Operations[type];
        instruction.Branch = CbpRecord.Branches[type];
        bool hasOffset = false;
        bool writesBase = false;
        if (type is CbpRecord.Load or CbpRecord.Store)
        {
            (writesBase, hasOffset) = Access(ref instruction, type == CbpRecord.Store);
        }
        else if (instruction.Branch != BranchKind.None)
        {
            Way(ref instruction, type);
        }

        int inputs = Registers(_inputs);
        int outputs = Registers(_outputs);
        Values(outputs);
        Sources(ref instruction, inputs, hasOffset);
        Destinations(ref instruction, inputs, outputs, writesBase);
        Instructions++;
        return true;
    }

    private static byte OwnName(int register) => register switch
    {
        // 0 is no register here; the stack pointer, which is seldom written, makes room for register 0.
        0 => CbpRecord.StackPointer,
        CbpRecord.StackPointer => StackPointerHere,
        Zero => 0,
        _ => (byte)register,
    };

    private (bool WritesBase, bool HasOffset) Access(ref TimedInstruction i, bool stores)
    {
        int bytes = ValueBytes + 1 + (_hasBaseUpdates ? stores ? 2 : 1 : 0);
        Need(bytes);
        i.Flags = stores ? InstructionTraits.Stores : InstructionTraits.Loads;
        i.Address = _buffer.Word(0);
        i.Size = _buffer.Byte(ValueBytes);
        int updates = _hasBaseUpdates ? _buffer.Byte(ValueBytes + 1) : 0;
        int offset = _hasBaseUpdates && stores ? _buffer.Byte(ValueBytes + 2) : 0;
        if (updates > 1 || offset > 1)
        {
            throw Fault(string.Create(CultureInfo.InvariantCulture, $"an access with base update {updates} and register offset {offset}; each must be 0 or 1"));
        }

        _buffer.Pass(bytes);
        return (updates == 1, offset == 1);
    }

    private void Way(ref TimedInstruction i, byte type)
    {
        Need(1);
        byte taken = _buffer.Byte(0);
        if (taken > 1 || (taken == 0 && type != Conditional))
        {
            throw Fault(string.Create(CultureInfo.InvariantCulture, $"a branch of kind {type} with taken {taken}; must be 1{(type == Conditional ? " or 0" : "")}"));
        }

        _buffer.Pass(1);
        if (taken == 1)
        {
            Need(ValueBytes);
            i.Flags = InstructionTraits.Taken;
            i.NextPc = _buffer.Word(0);
            _buffer.Pass(ValueBytes);
        }
    }

    private int Registers(byte[] registers)
    {
        Need(1);
        int count = _buffer.Byte(0);
        if (count > MostRegisters)
        {
            throw Fault(string.Create(CultureInfo.InvariantCulture, $"{count} registers; no instruction has more than {MostRegisters}"));
        }

        Need(1 + count);
        for (int n = 0; n < count; n++)
        {
            byte register = _buffer.Byte(1 + n);
            if (register > Zero)
            {
                throw Fault(string.Create(CultureInfo.InvariantCulture, $"register {register}; must be 0 to {Zero}"));
            }

            registers[n] = register;
        }

        _buffer.Pass(1 + count);
        return count;
    }

    private void Values(int outputs)
    {
        int bytes = 0;
        for (int n = 0; n < outputs; n++)
        {
            bytes += _outputs[n] is >= CbpRecord.FirstVector and < Flags ? VectorBytes : ValueBytes;
        }

        Need(bytes);
        _buffer.Pass(bytes);
    }

    // Of a store the address comes first, then the offset, then the data: the offset is put last here, where the data wait for it too.
    private void Sources(ref TimedInstruction i, int count, bool hasOffset)
    {
        int second = hasOffset && count > 2 ? 2 : 1;
        i.Source1 = count > 0 ? _names[_inputs[0]] : (byte)0;
        i.Source2 = count > second ? _names[_inputs[second]] : (byte)0;
        i.Source3 = second == 2 ? _names[_inputs[1]] : count > 2 ? _names[_inputs[2]] : (byte)0;
        i.Source4 = count > 3 ? _names[_inputs[3]] : (byte)0;
    }

    private void Destinations(ref TimedInstruction i, int inputs, int outputs, bool writesBase)
    {
        if (_hasAliases)
        {
            EndAliases(outputs);
        }

        if (outputs == 0)
        {
            return;
        }

        int moved = writesBase && i.Operation == OperationKind.Load ? Base(inputs, outputs) : -1;
        for (int n = 0; n < outputs; n++)
        {
            byte name = OwnName(_outputs[n]);
            if (n == moved)
            {
                i.Destination2 = name;
                i.Flags |= InstructionTraits.WritesBase;
            }
            else if (i.Destination1 == 0)
            {
                i.Destination1 = name;
            }
            else if (i.Destination2 == 0 && moved < 0)
            {
                i.Destination2 = name;
            }
            else
            {
                _names[_outputs[n]] = i.Destination1;
                _hasAliases = true;
            }
        }
    }

    // The output that is an input too: an address register moved on.
    private int Base(int inputs, int outputs)
    {
        for (int n = 0; outputs > 1 && n < outputs; n++)
        {
            if (_outputs[n] < CbpRecord.FirstVector && _inputs.AsSpan(0, inputs).Contains(_outputs[n]))
            {
                return n;
            }
        }

        return -1;
    }

    // A register that is written has its own name again, and so has whoever was known by it.
    private void EndAliases(int outputs)
    {
        for (int n = 0; n < outputs; n++)
        {
            byte written = OwnName(_outputs[n]);
            _names[_outputs[n]] = written;
            for (int register = 0; register < _names.Length; register++)
            {
                if (_names[register] == written)
                {
                    _names[register] = OwnName(register);
                }
            }
        }

        _hasAliases = false;
        for (int register = 0; register < _names.Length; register++)
        {
            _hasAliases |= _names[register] != OwnName(register);
        }
    }

    private void Need(int bytes)
    {
        if (!_buffer.Has(bytes))
        {
            IsCut = true;
            throw Fault("the trace ends within it");
        }
    }

    private InputException Fault(string message) => _buffer.Fault(Instructions + 1, _begin, message);
}
