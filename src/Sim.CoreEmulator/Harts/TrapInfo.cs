namespace Sim.CoreEmulator.Harts;

/// <summary>What a trap tells its handler.</summary>
/// <param name="Cause">Exception code, or interrupt number where <see cref="Interrupt"/>.</param>
/// <param name="Value">For xtval: the faulting address, the instruction's bits, or 0.</param>
internal readonly record struct TrapInfo(TrapCause Cause, ulong Value = 0)
{
    /// <summary>Whether it is an interrupt.</summary>
    public bool Interrupt { get; init; }

    /// <summary>For mtval2 and htval: the faulting guest physical address shifted right by 2, or 0.</summary>
    public ulong GuestPhysical { get; init; }

    /// <summary>For mtinst and htinst: a pseudo-instruction of an implicit access; 0 asks for the transformed instruction where there is one.</summary>
    public ulong PseudoInstruction { get; init; }

    /// <summary>For GVA: whether <see cref="Value"/> is a guest virtual address.</summary>
    public bool GuestVirtual { get; init; }

    /// <summary>How far <see cref="Value"/> lies behind the address that the instruction named: not 0 only in the second part of a misaligned access.</summary>
    public int Beyond { get; init; }
}
