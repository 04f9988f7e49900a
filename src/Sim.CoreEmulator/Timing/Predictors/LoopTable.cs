using System;
using System.Numerics;

namespace Sim.CoreEmulator.Timing.Predictors;

/// <summary>Foresees the end of loops that always go round the same number of times.</summary>
/// <remarks>As in L-TAGE and TAGE-SC-L: Seznec, CBP-2 2006 and CBP-5 2016. Only what went round equally often several times is foreseen.</remarks>
internal sealed class LoopTable
{
    private const int Ways = 4;
    private const int TagBits = 10;
    private const int CountBits = 10;
    private const int MostSure = 3;
    private const int MostAge = 7;

    // Loops that end so early are better left to histories.
    private const int Shortest = 3;
    private const int TrustLimit = 63;

    private readonly Loop[] _loops;
    private readonly int _sets;
    private int _found = -1;
    private int _trust = -1;

    /// <summary>Builds one.</summary>
    /// <param name="loops">How many it holds.</param>
    public LoopTable(int loops)
    {
        _loops = new Loop[BitOperations.RoundUpToPowerOf2((uint)loops)];
        _sets = _loops.Length / Ways;
    }

    /// <summary>Bits of storage: tag, two counts, confidence, age, direction.</summary>
    public long StorageBits => (long)_loops.Length * (TagBits + (2 * CountBits) + 2 + 3 + 1);

    /// <summary>Whether it knows the branch looked for last.</summary>
    public bool IsSure { get; private set; }

    /// <summary>Whether it has been right where others said otherwise.</summary>
    public bool IsTrusted => _trust >= 0;

    /// <summary>What it says of that branch.</summary>
    public bool Taken { get; private set; }

    /// <summary>Looks for a branch.</summary>
    public void Look(ulong pc)
    {
        int set = Set(pc);
        ushort tag = Tag(pc);
        _found = -1;
        IsSure = false;
        for (int at = set; at < set + Ways; at++)
        {
            ref Loop loop = ref _loops[at];
            if (loop.Tag == tag && loop.Age > 0)
            {
                _found = at;
                IsSure = loop.Sure == MostSure;
                Taken = loop.Count + 1 == loop.Rounds ? !loop.Direction : loop.Direction;
                return;
            }
        }
    }

    /// <summary>Learns the outcome of the branch looked for last.</summary>
    /// <param name="pc">The branch.</param>
    /// <param name="taken">The outcome.</param>
    /// <param name="other">What the other predictor said.</param>
    public void Learn(ulong pc, bool taken, bool other)
    {
        if (IsSure && Taken != other)
        {
            _trust = Math.Clamp(_trust + (Taken == taken ? 1 : -1), -TrustLimit - 1, TrustLimit);
        }

        if (_found >= 0)
        {
            Learn(ref _loops[_found], taken, other);
        }
        else if (other != taken)
        {
            Allocate(pc, taken);
        }
    }

    /// <summary>Forgets all.</summary>
    public void Forget()
    {
        Array.Clear(_loops);
        _found = -1;
        _trust = -1;
        IsSure = false;
    }

    private void Learn(ref Loop loop, bool taken, bool other)
    {
        if (IsSure && Taken != taken)
        {
            loop = default;
            return;
        }

        if (IsSure && Taken != other && loop.Age < MostAge)
        {
            loop.Age++;
        }

        loop.Count++;
        if (loop.Count >= 1 << CountBits || (loop.Rounds > 0 && loop.Count > loop.Rounds))
        {
            loop.Rounds = 0;
            loop.Sure = 0;
            loop.Count &= (1 << CountBits) - 1;
        }

        if (taken != loop.Direction)
        {
            End(ref loop, taken);
        }
    }

    private static void End(ref Loop loop, bool taken)
    {
        if (loop.Rounds == 0)
        {
            loop.Rounds = loop.Count;
            loop.Sure = 0;
        }
        else if (loop.Count != loop.Rounds)
        {
            loop.Rounds = 0;
            loop.Sure = 0;
        }
        else if (loop.Rounds < Shortest)
        {
            loop.Direction = taken;
            loop.Rounds = 0;
            loop.Age = 0;
            loop.Sure = 0;
        }
        else if (loop.Sure < MostSure)
        {
            loop.Sure++;
        }

        loop.Count = 0;
    }

    private void Allocate(ulong pc, bool taken)
    {
        int set = Set(pc);
        for (int at = set; at < set + Ways; at++)
        {
            ref Loop loop = ref _loops[at];
            if (loop.Age == 0)
            {
                // A misprediction is most often the end of a loop: it goes on the other way.
                loop = new Loop { Tag = Tag(pc), Direction = !taken, Age = MostAge };
                return;
            }
        }

        for (int at = set; at < set + Ways; at++)
        {
            _loops[at].Age--;
        }
    }

    private int Set(ulong pc) => ((int)(pc >> 1) & (_sets - 1)) * Ways;

    private ushort Tag(ulong pc)
    {
        ulong above = (pc >> 1) / (ulong)_sets;
        return (ushort)((above ^ (above >> TagBits)) & ((1 << TagBits) - 1));
    }

    private struct Loop
    {
        public ushort Tag;
        public ushort Rounds;
        public ushort Count;
        public byte Sure;
        public byte Age;
        public bool Direction;
    }
}
