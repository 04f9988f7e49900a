namespace Sim.CoreEmulator.Memory;

/// <summary>How an access ended that the TLB could not serve.</summary>
internal enum Outcome
{
    /// <summary>Done; the block goes on.</summary>
    Done,

    /// <summary>Done, but a device answered or decoded code was overwritten: the block is left behind the instruction.</summary>
    DoneLeave,

    /// <summary>Not done: <see cref="Mmu.Fault"/> tells why.</summary>
    Fault,
}
