namespace Sim.CoreEmulator.Memory;

/// <summary>An entry of a page table: Sv39, Sv48 and their guest-physical kin share the format. Privileged manual, "Sv39 page table entry".</summary>
/// <param name="Bits">The 64 bits.</param>
internal readonly record struct PageTableEntry(ulong Bits)
{
    private const int PageBits = 12;

    public const ulong V = 1;
    public const ulong R = 2;
    public const ulong W = 4;
    public const ulong X = 8;
    public const ulong U = 16;
    public const ulong G = 32;
    public const ulong A = 64;
    public const ulong D = 128;

    /// <summary>N: part of a naturally aligned run of pages (Svnapot).</summary>
    public const ulong N = 1UL << 63;

    /// <summary>PBMT: memory type (Svpbmt); 3 is reserved.</summary>
    public const ulong Pbmt = 3UL << 61;

    /// <summary>Bits that must be 0.</summary>
    public const ulong Reserved = 0x7FUL << 54;

    /// <summary>All bits that matter in an entry that names the next table, which has <see cref="V"/> alone of them.</summary>
    public const ulong OfPointers = V | R | W | X | U | A | D | N | Pbmt | Reserved;

    /// <summary>The physical page number.</summary>
    public ulong PageNumber => (Bits >> 10) & ((1UL << 44) - 1);

    /// <summary>Whether it names the next table.</summary>
    public bool IsPointer => (Bits & (V | R | W | X)) == V;

    /// <summary>Where a leaf leads: the low bits of the page number come from the address, of a superpage all below its level, of a Svnapot run four.</summary>
    /// <param name="shift">Bits of the page number that its level leaves to the address.</param>
    /// <param name="address">The address.</param>
    public ulong Lead(int shift, ulong address)
    {
        ulong low = ((Has(N) ? 16UL : 1UL << shift) << PageBits) - 1;
        return ((PageNumber << PageBits) & ~low) | (address & low);
    }

    /// <summary>Whether some bits are set.</summary>
    public bool Has(ulong bits) => (Bits & bits) != 0;
}
