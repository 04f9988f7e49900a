using Sim.CoreEmulator.Memory;

namespace Sim.CoreEmulator.Timing.Translation;

/// <summary>What the hardware walker sees: the page tables in force.</summary>
internal interface IPageTables
{
    /// <summary>Names the address space of accesses as TLB entries are tagged with it: ASID, VMID, and whether it is a guest's. 0 where nothing is translated.</summary>
    /// <param name="access">Instructions or data: their privilege may differ (MPRV).</param>
    /// <param name="asGuest">HLV, HSV.</param>
    ulong Space(AccessType access, bool asGuest);

    /// <summary>Walks the tables, changes nothing, and notes each entry that is read.</summary>
    /// <returns>Whether there is a translation.</returns>
    bool Walk(ulong address, AccessType access, bool asGuest, WalkPath path);
}
