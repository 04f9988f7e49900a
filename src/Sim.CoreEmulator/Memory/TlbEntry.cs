using System.Runtime.InteropServices;

namespace Sim.CoreEmulator.Memory;

/// <summary>A page that a kind of access may use without asking again.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TlbEntry
{
    /// <summary>The virtual address of the page, or <see cref="Empty"/>.</summary>
    public ulong Tag;

    /// <summary>Host address less virtual address.</summary>
    public nint Addend;

    /// <summary>A tag that no page has.</summary>
    public const ulong Empty = 1;
}
