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
    private const int Frm = 2;
    private const int Fcsr = 3;
    private const int Sstatus = 0x100;
    private const int Sie = 0x104;
    private const int Sip = 0x144;
    private const int Vsstatus = 0x200;
    private const int Mstatus = 0x300;
    private const int Mie = 0x304;
    private const int Mip = 0x344;
    private const int Hvip = 0x645;
    private const int Hstatus = 0x600;
    private readonly TextWriter _output;
    private readonly StringBuilder _line = new();
    private readonly SortedList<int, string> _written = [];
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
    public long Step(Hart hart, long most)
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
            Register(hart, decoded);
            Csr(hart, raised == 0 ? -1 : Fflags);
            Csr(hart, !wasDirty && hart.State->FloatDirty != 0 && decoded.WrittenCsr < 0 ? Mstatus : -1);
            Csrs(hart, decoded, isVirtual);
            foreach (string text in _written.Values)
            {
                _line.Append(text);
            }

            _written.Clear();
            accesses.Print(_line);
            _output.Write(_line.Append('\n'));
        }

        return steps;
    }

    // Spike keeps what was written by number and kind of register: 0 integer, 1 floating-point, 4 CSR.
    private void Register(Hart hart, in Decoded decoded)
    {
        if (decoded.WritesInteger)
        {
            _written.Add(decoded.Rd << 4, string.Create(CultureInfo.InvariantCulture, $" x{decoded.Rd,-2} 0x{hart[decoded.Rd]:x16}"));
        }
        else if (decoded.WritesFloat)
        {
            _written.Add((decoded.Rd << 4) | 1, string.Create(CultureInfo.InvariantCulture, $" f{decoded.Rd,-2} 0x{hart.State->F[decoded.Rd]:x16}"));
        }
    }

    // Registers that are parts of others are told as Spike's objects behind them write each other.
    private void Csrs(Hart hart, in Decoded decoded, bool isVirtual)
    {
        bool hasGuests = hart.Options.Extensions.HasFlag(Extensions.H);
        int written = decoded.WrittenCsr;
        int[] told = (written, decoded.Instruction?.Name, isVirtual) switch
        {
            (-1, "mret", _) => [Mstatus],
            (-1, "sret", true) => [Vsstatus],
            (-1, "sret", false) => hasGuests ? [Mstatus, Hstatus] : [Mstatus],
            (-1, _, _) => [],
            (Fcsr, _, _) => [Fflags, Frm],
            (Sstatus, _, false) => [Mstatus],
            (Sie, _, false) => [Sie, Mie],
            (Sip, _, false) => [Sip, Mip],
            (Hvip, _, _) => [Mip, Hvip],
            (_, _, true) when written is >= 0x100 and < 0x200 && hart.Csrs.At(written + 0x100) is not null => [written + 0x100],
            _ => [written],
        };
        foreach (int number in told)
        {
            Csr(hart, number);
        }
    }

    private void Csr(Hart hart, int number)
    {
        if (number >= 0 && hart.Csrs.At(number) is { } csr)
        {
            _written.TryAdd((number << 4) | 4, string.Create(CultureInfo.InvariantCulture, $" c{number}_{csr.Name} 0x{csr.Read():x16}"));
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
