using System;
using System.Collections.Generic;
using System.Linq;

namespace Sim.CoreEmulator.Execution;

/// <summary>Places at which harts stop before they execute what is there: addresses, and instructions by their bits.</summary>
/// <remarks>
/// Nothing is asked of each instruction: blocks are cut so that they begin at such places, and those blocks are looked for anew each time and never
/// translated. All else runs as fast as without.
/// </remarks>
internal sealed unsafe class CodeStops(IEnumerable<ulong> addresses, IEnumerable<uint> instructions)
{
    private const int PageSize = 4096;
    private readonly ulong[] _addresses = [.. addresses];
    private readonly uint[] _instructions = [.. instructions];

    /// <summary>Whether a block may not run through a place, known by its offset in its page and where its bytes are.</summary>
    public bool Cuts(int offset, byte* host) =>
        Array.Exists(_addresses, address => (int)(address & (PageSize - 1)) == offset) || IsInstruction(offset, host);

    /// <summary>Whether harts stop at an address.</summary>
    public bool Holds(ulong pc, byte* host) => _addresses.AsSpan().Contains(pc) || IsInstruction((int)(pc & (PageSize - 1)), host);

    private bool IsInstruction(int offset, byte* host) => offset + 4 <= PageSize && _instructions.AsSpan().Contains(*(uint*)host);
}
