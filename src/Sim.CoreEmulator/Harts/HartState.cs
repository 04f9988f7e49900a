using System.Runtime.InteropServices;
using Sim.CoreEmulator.Memory;

namespace Sim.CoreEmulator.Harts;

/// <summary>The part of a hart that translated code touches, at fixed places in unmanaged memory.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct HartState
{
    /// <summary>Where decoded instructions write that name x0 as their destination.</summary>
    public const int Sink = 32;

    /// <summary>x0 to x31, and the sink.</summary>
    public fixed ulong X[33];

    /// <summary>f0 to f31, NaN-boxed.</summary>
    public fixed ulong F[32];

    /// <summary>Address of the instruction to execute next; during a block that of its first.</summary>
    public ulong Pc;

    /// <summary>Steps (instructions retired and traps taken) until the hart looks up from its work; during a block as at its start.</summary>
    public long Budget;

    /// <summary>Translations of the current mode: loads, stores, instruction fetches. <see cref="TlbContext.Entries"/> each.</summary>
    public TlbEntry* Loads;

    /// <summary>Where stores may go.</summary>
    public TlbEntry* Stores;

    /// <summary>Where instructions may come from.</summary>
    public TlbEntry* Fetches;

    /// <summary>Not 0 when the hart must look up after this block: interrupts, privilege or the machine may have changed.</summary>
    public uint Attention;

    /// <summary>How the last access of translated code ended that the TLB could not serve: an <see cref="Outcome"/>.</summary>
    public uint Left;

    /// <summary>Accrued exceptions of fcsr.</summary>
    public uint Fflags;

    /// <summary>Dynamic rounding mode of fcsr; 5 to 7 are invalid.</summary>
    public uint Frm;

    /// <summary>Not 0 where floating-point instructions are allowed: no FS field that counts is Off.</summary>
    public uint FloatOn;

    /// <summary>Not 0 when all FS fields that count are Dirty, so that a write need not say so again. Never where floating point is off.</summary>
    public uint FloatDirty;
}
