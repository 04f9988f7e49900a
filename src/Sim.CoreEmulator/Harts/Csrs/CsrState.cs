using System.Runtime.InteropServices;

namespace Sim.CoreEmulator.Harts.Csrs;

/// <summary>What control and status registers keep. All else in them is computed when they are read.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct CsrState
{
    /// <summary>Entries of physical memory protection at most.</summary>
    public const int PmpLimit = 64;

    /// <summary>Counters, the fixed ones and mtime among them.</summary>
    public const int CounterLimit = 32;

    public ulong Mstatus;
    public ulong Vsstatus;
    public ulong Hstatus;

    public ulong Medeleg;
    public ulong Mideleg;
    public ulong Hedeleg;
    public ulong Hideleg;

    /// <summary>All of mie, of which sie, hie and vsie show parts.</summary>
    public ulong Mie;

    /// <summary>Bits of mip that software sets: SSIP, STIP, SEIP, VSSIP.</summary>
    public ulong Mip;

    /// <summary>Bits of hvip but VSSIP, which is in <see cref="Mip"/>.</summary>
    public ulong Hvip;

    public ulong Mtvec;
    public ulong Stvec;
    public ulong Vstvec;
    public ulong Mscratch;
    public ulong Sscratch;
    public ulong Vsscratch;
    public ulong Mepc;
    public ulong Sepc;
    public ulong Vsepc;
    public ulong Mcause;
    public ulong Scause;
    public ulong Vscause;
    public ulong Mtval;
    public ulong Stval;
    public ulong Vstval;
    public ulong Mtval2;
    public ulong Mtinst;
    public ulong Htval;
    public ulong Htinst;

    public ulong Mcounteren;
    public ulong Scounteren;
    public ulong Hcounteren;
    public ulong Mcountinhibit;

    /// <summary>mcycle less the hart's cycles; while mcycle is inhibited, mcycle itself.</summary>
    public ulong Mcycle;

    /// <summary>minstret less the hart's retired instructions; while minstret is inhibited, minstret itself.</summary>
    public ulong Minstret;

    /// <summary>mhpmcounter3 to 31, less how often their events happened; of those that are inhibited, the counters themselves.</summary>
    public fixed ulong Hpm[CounterLimit];

    /// <summary>mhpmevent3 to 31.</summary>
    public fixed ulong HpmEvent[CounterLimit];

    public ulong Satp;
    public ulong Vsatp;
    public ulong Hgatp;
    public ulong Menvcfg;
    public ulong Senvcfg;
    public ulong Henvcfg;
    public ulong Stimecmp;
    public ulong Vstimecmp;
    public ulong Htimedelta;

    /// <summary>pmpaddr0 to pmpaddr63.</summary>
    public fixed ulong PmpAddress[PmpLimit];

    /// <summary>The bytes of pmpcfg0 to pmpcfg14.</summary>
    public fixed byte PmpConfiguration[PmpLimit];
}
