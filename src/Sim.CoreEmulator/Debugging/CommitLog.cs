using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Isa;
using Sim.CoreEmulator.Machines;
using Sim.CoreEmulator.Memory;

namespace Sim.CoreEmulator.Debugging;

/// <summary>
/// A line for each instruction that retires, as Spike's <c>--log-commits</c> writes it: hart, privilege, address, bits, then what was
/// written and what memory was touched.
/// </summary>
internal sealed unsafe class CommitLog : IStepper
{
    private const int Fflags = 1;
    private const int Mstatus = 0x300;
    private readonly TextWriter _output;
    private readonly StringBuilder _line = new();
    private readonly Accesses[] _accesses;

    /// <summary>Logs all harts of a machine from now on.</summary>
    public CommitLog(Machine machine, TextWriter output)
    {
        _output = output;
        _accesses = new Accesses[machine.Harts.Count];
        foreach (Hart hart in machine.Harts)
        {
            hart.Mmu.Observer = _accesses[hart.Id] = new Accesses();
        }

        machine.Stepper = this;
    }

    /// <inheritdoc/>
    public long Step(Hart hart)
    {
        Decoded decoded = Decoded.At(hart);
        (ulong pc, Privilege privilege, bool isVirtual, ulong traps) = (hart.State->Pc, hart.Privilege, hart.Virtual, hart.TrapsTaken);
        Accesses accesses = _accesses[hart.Id];
        accesses.Clear();

        // Only the flags that this very instruction raises are told.
        uint flags = hart.State->Fflags;
        bool wasDirty = hart.State->FloatDirty != 0;
        hart.State->Fflags = decoded.RaisesFlags ? 0 : flags;
        long steps = hart.Run(1);
        uint raised = decoded.RaisesFlags ? hart.State->Fflags : 0;
        hart.State->Fflags |= decoded.RaisesFlags ? flags : 0;
        if (steps > 0 && hart.TrapsTaken == traps)
        {
            _line.Clear();
            _line.Append(CultureInfo.InvariantCulture, $"core{hart.Id,4}: {(int)privilege} 0x{pc:x16} (0x{decoded.Bits.ToString(decoded.IsShort ? "x4" : "x8", CultureInfo.InvariantCulture)})");
            Registers(hart, decoded);
            Csrs(hart, decoded, raised, !wasDirty && hart.State->FloatDirty != 0, isVirtual);
            accesses.Print(_line);
            _output.Write(_line.Append('\n'));
        }

        return steps;
    }

    private void Registers(Hart hart, in Decoded decoded)
    {
        if (decoded.WritesInteger)
        {
            _line.Append(CultureInfo.InvariantCulture, $" x{decoded.Rd,-2} 0x{hart[decoded.Rd]:x16}");
        }
        else if (decoded.WritesFloat)
        {
            _line.Append(CultureInfo.InvariantCulture, $" f{decoded.Rd,-2} 0x{hart.State->F[decoded.Rd]:x16}");
        }
    }

    private void Csrs(Hart hart, in Decoded decoded, uint raised, bool becameDirty, bool isVirtual)
    {
        if (raised != 0)
        {
            Csr(hart, Fflags);
        }

        if (becameDirty)
        {
            Csr(hart, Mstatus);
        }

        int written = decoded.WrittenCsr;
        if (written >= 0)
        {
            Csr(hart, written);
        }
        else if (decoded.Instruction?.Form == Form.Bare && decoded.Instruction.Name is "mret" or "sret")
        {
            Csr(hart, decoded.Instruction.Name == "mret" ? Mstatus : isVirtual ? 0x200 : Mstatus);
        }
    }

    private void Csr(Hart hart, int number)
    {
        if (hart.Csrs.At(number) is { } csr)
        {
            _line.Append(CultureInfo.InvariantCulture, $" c{number}_{csr.Name} 0x{csr.Read():x16}");
        }
    }

    private sealed class Accesses : IMemoryObserver
    {
        private readonly List<ulong> _loads = [];
        private readonly List<(ulong Address, int Size, ulong Value)> _stores = [];

        public void Clear()
        {
            _loads.Clear();
            _stores.Clear();
        }

        public void Loaded(ulong address, int size, ulong value) => _loads.Add(address);

        public void Stored(ulong address, int size, ulong value) => _stores.Add((address, size, value));

        public void Print(StringBuilder line)
        {
            foreach (ulong address in _loads)
            {
                line.Append(CultureInfo.InvariantCulture, $" mem 0x{address:x16}");
            }

            foreach ((ulong address, int size, ulong value) in _stores)
            {
                ulong shown = size == 8 ? value : value & ((1UL << (8 * size)) - 1);
                line.Append(CultureInfo.InvariantCulture, $" mem 0x{address:x16} 0x{shown.ToString("x" + (2 * size).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)}");
            }
        }
    }
}
