using System;
using System.Numerics;

namespace Sim.CoreEmulator.Timing.Predictors;

/// <summary>Branch target buffer: the last targets of branches by their address. Set associative; the least recently used gives way.</summary>
internal sealed class TargetBuffer
{
    private readonly Target[] _targets;
    private readonly int _ways;
    private readonly int _setMask;

    /// <summary>Builds one.</summary>
    /// <param name="entries">Targets it holds; 0 for none.</param>
    /// <param name="ways">Ways; sets are made a power of 2 of them.</param>
    public TargetBuffer(int entries, int ways)
    {
        _ways = Math.Min(ways, entries);
        _setMask = entries == 0 ? 0 : (int)BitOperations.RoundUpToPowerOf2((uint)((entries + _ways - 1) / _ways)) - 1;
        _targets = new Target[_ways * (_setMask + 1)];
    }

    /// <summary>Finds a branch's last target, and makes it the most recently used.</summary>
    public bool Find(ulong pc, out ulong target)
    {
        Span<Target> set = Set(pc);
        for (int way = 0; way < set.Length; way++)
        {
            if (set[way].Pc == pc)
            {
                target = set[way].Next;
                ToFront(set, way, pc, target);
                return true;
            }
        }

        target = 0;
        return false;
    }

    /// <summary>Keeps a branch's target as the most recently used.</summary>
    public void Keep(ulong pc, ulong target)
    {
        Span<Target> set = Set(pc);
        if (set.IsEmpty)
        {
            return;
        }

        int way = 0;
        while (way < set.Length - 1 && set[way].Pc != pc)
        {
            way++;
        }

        ToFront(set, way, pc, target);
    }

    /// <summary>Forgets all.</summary>
    public void Forget() => Array.Clear(_targets);

    private Span<Target> Set(ulong pc) => _targets.AsSpan(((int)(pc >> 1) & _setMask) * _ways, _ways);

    // A set is in order of use: the last is the one that gives way.
    private static void ToFront(Span<Target> set, int way, ulong pc, ulong target)
    {
        if (way > 0)
        {
            set[..way].CopyTo(set[1..]);
        }

        set[0] = new Target(pc, target);
    }

    private readonly record struct Target(ulong Pc, ulong Next);
}
