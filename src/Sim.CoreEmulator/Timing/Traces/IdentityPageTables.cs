using Sim.CoreEmulator.Memory;
using Sim.CoreEmulator.Timing.Translation;

namespace Sim.CoreEmulator.Timing.Traces;

/// <summary>No page tables: each address is its own translation.</summary>
internal sealed class IdentityPageTables : IPageTables
{
    /// <inheritdoc/>
    public ulong Space(AccessType access, bool asGuest) => 0;

    /// <inheritdoc/>
    public bool Walk(ulong address, AccessType access, bool asGuest, WalkPath path)
    {
        path.Clear();
        path.Physical = address;
        return true;
    }
}
