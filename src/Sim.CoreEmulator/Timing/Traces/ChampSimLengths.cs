using System;

namespace Sim.CoreEmulator.Timing.Traces;

/// <summary>Lengths of instructions, which ChampSim's records do not tell, as they come out: by the address that follows, and of calls by where they return to.</summary>
/// <remarks>Without them each return from a call that is not of the usual length would seem mispredicted; ChampSim learns them in its return stack likewise.</remarks>
internal sealed class ChampSimLengths
{
    private const int Longest = 15;
    private const int Entries = 4096;
    private const int Calls = 64;
    private readonly ulong[] _addresses = new ulong[Entries];
    private readonly byte[] _lengths = new byte[Entries];
    private readonly ulong[] _calls = new ulong[Calls];
    private int _depth;

    /// <summary>Whether an address may be that behind an instruction.</summary>
    /// <param name="pc">The instruction's.</param>
    /// <param name="next">The address.</param>
    public static bool Follows(ulong pc, ulong next) => next - pc is > 0 and <= Longest;

    /// <summary>Learns where the instruction behind one begins, if it can be that.</summary>
    /// <param name="pc">The instruction's address.</param>
    /// <param name="next">The address behind.</param>
    public void Learn(ulong pc, ulong next)
    {
        if (Follows(pc, next))
        {
            int place = Place(pc);
            (_addresses[place], _lengths[place]) = (pc, (byte)(next - pc));
        }
    }

    /// <summary>A call was made.</summary>
    /// <param name="pc">Its address.</param>
    public void Called(ulong pc) => _calls[_depth++ & (Calls - 1)] = pc;

    /// <summary>A return was made.</summary>
    /// <param name="next">Where to.</param>
    public void Returned(ulong next)
    {
        _depth = Math.Max(_depth - 1, 0);
        Learn(_calls[_depth & (Calls - 1)], next);
    }

    /// <summary>A length that was learned; 0 for none.</summary>
    /// <param name="pc">The instruction's address.</param>
    public byte Find(ulong pc) => _addresses[Place(pc)] == pc ? _lengths[Place(pc)] : (byte)0;

    private static int Place(ulong pc) => (int)(pc ^ (pc >> 12)) & (Entries - 1);
}
