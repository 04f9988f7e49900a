using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using Sim.CoreEmulator.Harts.Csrs;
using Sim.CoreEmulator.Isa;
using Sim.CoreEmulator.Memory;

namespace Sim.CoreEmulator.Harts;

/// <summary>Control and status registers: the map of their numbers, and what follows from their values.</summary>
internal sealed class CsrFile
{
    /// <summary>What the registers keep.</summary>
    public CsrState State;

    private const int Numbers = 4096;
    private const int GuestTwin = 0x100;
    private readonly Hart _hart;
    private readonly Csr?[] _registers = new Csr?[Numbers];

    /// <summary>The registers of a hart with its options, as at reset.</summary>
    public CsrFile(Hart hart)
    {
        _hart = hart;
        ResetStatus();
        Add(MachineInformation.Declare(this));
        Add(Status.Declare(this));
        Add(Delegation.Declare(this));
        Add(InterruptRegisters.Declare(this));
        Add(Has(Extensions.H) ? InterruptRegisters.DeclareHypervisor(this) : []);
        Add(TrapHandling.Declare(this));
        Add(Counters.Declare(this));
        Add(AddressTranslation.Declare(this));
        Add(EnvironmentConfiguration.Declare(this));
        Add(SupervisorTimers.Declare(this));
        Add(MemoryProtection.Declare(this));
        Add(FloatingPoint.Declare(this));
        Add(DebugTriggers.Declare());
    }

    /// <summary>Whose they are.</summary>
    public Hart Hart => _hart;

    /// <summary>All registers there are, by number.</summary>
    public IEnumerable<Csr> All
    {
        get
        {
            foreach (Csr? csr in _registers)
            {
                if (csr is not null)
                {
                    yield return csr;
                }
            }
        }
    }

    /// <summary>As whom loads and stores are made: MPRV and MPP, MPV may say otherwise than the mode.</summary>
    public AccessMode DataMode
    {
        get
        {
            if ((State.Mstatus & StatusField.Mprv) == 0)
            {
                return new AccessMode(_hart.Privilege, _hart.Virtual);
            }

            Privilege privilege = (Privilege)((State.Mstatus & StatusField.Mpp) >> StatusField.MppShift);
            return new AccessMode(privilege, privilege != Privilege.Machine && (State.Mstatus & StatusField.Mpv) != 0);
        }
    }

    /// <summary>Whether the hart has any of some extensions.</summary>
    public bool Has(Extensions any) => (_hart.Options.Extensions & any) != Extensions.None;

    /// <summary>A register by number, whatever the mode; null where none is.</summary>
    public Csr? At(int number) => _registers[number];

    /// <summary>A register as an instruction names it: with V=1 a supervisor register means its VS twin.</summary>
    /// <param name="number">The number that the instruction has.</param>
    /// <param name="writes">Whether it writes.</param>
    /// <param name="csr">The register; null unless allowed.</param>
    public CsrAccess Find(int number, bool writes, out Csr? csr)
    {
        csr = null;
        Csr? named = _registers[number];
        if (named is null || (writes && named.IsReadOnly))
        {
            return CsrAccess.Illegal;
        }

        CsrAccess access = Right(named);
        if (access == CsrAccess.Allowed)
        {
            csr = _hart.Virtual && named.Level == 1 ? _registers[number + GuestTwin] ?? named : named;
        }

        return access;
    }

    /// <summary>Works out anew what depends on privilege: whether floating-point state is there, and whether it is dirty.</summary>
    public unsafe void ModeChanged()
    {
        ulong fs = State.Mstatus & StatusField.Fs;
        ulong guest = _hart.Virtual ? State.Vsstatus & StatusField.Fs : fs;
        bool isOn = Has(Extensions.F) && fs != 0 && guest != 0;
        _hart.State->FloatOn = isOn ? 1u : 0u;
        _hart.State->FloatDirty = isOn && fs == StatusField.Fs && guest == StatusField.Fs ? 1u : 0u;
    }

    /// <summary>Makes every FS field that counts Dirty, and says so in <see cref="HartState.FloatDirty"/>.</summary>
    public unsafe void MarkFloatDirty()
    {
        State.Mstatus |= StatusField.Fs | StatusField.Sd;
        if (_hart.Virtual)
        {
            State.Vsstatus |= StatusField.Fs | StatusField.Sd;
        }

        _hart.State->FloatDirty = 1;
    }

    /// <summary>Writes all registers.</summary>
    public void Save(BinaryWriter writer)
    {
        ProgrammableCounters.Hold(this);
        writer.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<CsrState>(in State)));
        ProgrammableCounters.Release(this);
        writer.Write(_hart.Interrupts.Lines);
    }

    /// <summary>Reads them back.</summary>
    public void Load(BinaryReader reader)
    {
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(new Span<CsrState>(ref State)));
        ProgrammableCounters.Release(this);
        _hart.Interrupts.RestoreLines(reader.ReadUInt64());
        Restored();
    }

    /// <summary>Works out all that follows from <see cref="State"/>, when that was set as a whole.</summary>
    public void Restored()
    {
        _hart.Mmu.Walker.ProtectionChanged();
        _hart.Mmu.FlushAll();
        ModeChanged();
        _hart.Mmu.ModeChanged();
        _hart.RequestAttention();
    }

    private CsrAccess Right(Csr named)
    {
        int level = _hart.Privilege == Privilege.Supervisor && !_hart.Virtual ? 2 : (int)_hart.Privilege;
        bool isOpen = level >= named.Level;
        if (!isOpen && (!_hart.Virtual || named.Level > 2))
        {
            return CsrAccess.Illegal;
        }

        // What not even a hypervisor may do is illegal in its guests.
        CsrAccess gate = named.Gate is null ? CsrAccess.Allowed : named.Gate();
        return isOpen || gate == CsrAccess.Illegal ? gate : CsrAccess.Virtual;
    }

    // Reset: all fields that can only have one value have it; the rest is 0.
    private void ResetStatus()
    {
        State.Mstatus = (Has(Extensions.U) ? StatusField.Uxl64 : StatusField.Mpp) | (Has(Extensions.S) ? StatusField.Sxl64 : 0);
        State.Vsstatus = StatusField.Uxl64;
        State.Hstatus = HypervisorStatusField.Vsxl64;
    }

    private void Add(IEnumerable<Csr> family)
    {
        foreach (Csr csr in family)
        {
            _registers[csr.Number] = csr;
        }
    }
}
