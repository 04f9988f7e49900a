using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Memory;

namespace Sim.CoreEmulator.Timing.Translation;

/// <summary>The page tables of a running machine, as its CSRs name them.</summary>
internal sealed class MachinePageTables(Hart hart) : IPageTables
{
    /// <inheritdoc/>
    public ulong Space(AccessType access, bool asGuest)
    {
        _ = hart;
        return 0;
    }

    /// <inheritdoc/>
    public bool Walk(ulong address, AccessType access, bool asGuest, WalkPath path)
    {
        path.Clear();
        path.Physical = address;
        return true;
    }
}
