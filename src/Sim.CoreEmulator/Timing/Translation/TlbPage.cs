using System.Runtime.CompilerServices;

namespace Sim.CoreEmulator.Timing.Translation;

/// <summary>A page that a TLB holds.</summary>
internal struct TlbPage
{
    /// <summary>Virtual address without the bits within the page.</summary>
    public ulong Page;

    /// <summary>Where it is.</summary>
    public ulong Physical;

    /// <summary>Whose it is: see <see cref="SpaceTag"/>.</summary>
    public ulong Space;

    /// <summary>The bits of the space that count; all for an empty entry, whose space is 0.</summary>
    public ulong SpaceMask;

    /// <summary>When the walk that brought it is done: whoever asks earlier waits for it too.</summary>
    public long Ready;

    /// <summary>When it was used last, by number of look-ups.</summary>
    public long Used;

    /// <summary>Bits within the page.</summary>
    public int Bits;

    /// <summary>An entry that holds nothing.</summary>
    public static TlbPage Empty => new() { SpaceMask = ulong.MaxValue, Bits = 12 };

    /// <summary>Whether it holds an address of a space.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool Holds(ulong address, ulong space) => address >> Bits == Page >> Bits && ((Space ^ space) & SpaceMask) == 0;

    /// <summary>The physical address of an address in it.</summary>
    public readonly ulong Translate(ulong address) => Physical | (address & ((1UL << Bits) - 1));
}
