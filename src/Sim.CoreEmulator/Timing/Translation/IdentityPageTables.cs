using Sim.CoreEmulator.Memory;

namespace Sim.CoreEmulator.Timing.Translation;

/// <summary>No page tables: virtual addresses are physical ones.</summary>
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
