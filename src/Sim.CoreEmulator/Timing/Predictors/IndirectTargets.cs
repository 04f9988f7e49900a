using System;
using System.Numerics;

namespace Sim.CoreEmulator.Timing.Predictors;

/// <summary>Targets of indirect jumps by address and the way there: a tagged target cache, Chang, Hao and Patt, ISCA 1997.</summary>
/// <remarks>The way is the last three indirect targets and the last eight outcomes. A target that was right lately is replaced only after a second miss.</remarks>
/// <param name="entries">Targets; the next power of 2; 0 for none.</param>
internal sealed class IndirectTargets(int entries)
{
    private const ulong Spread = 0x9E3779B97F4A7C15;
    private const int TargetBits = 12;
    private const ulong TargetMask = (1UL << (3 * TargetBits)) - 1;
    private const int OutcomeShift = 3 * TargetBits;
    private const ulong OutcomeMask = 255;
    private const uint TagMask = 0xFFFF;
    private const uint Valid = 0x10000;

    private readonly Target[] _targets = new Target[entries == 0 ? 0 : BitOperations.RoundUpToPowerOf2((uint)entries)];
    private ulong _outcomes;
    private ulong _path;

    /// <summary>Finds the target of a jump.</summary>
    public bool Find(ulong pc, out ulong target)
    {
        target = 0;
        if (_targets.Length == 0)
        {
            return false;
        }

        ref Target found = ref Of(pc, out uint tag);
        target = found.Next;
        return found.Tag == tag;
    }

    /// <summary>Learns where the jump went.</summary>
    public void Learn(ulong pc, ulong target)
    {
        if (_targets.Length != 0)
        {
            ref Target kept = ref Of(pc, out uint tag);
            if (kept.Tag == tag && kept.Next == target)
            {
                kept.IsSure = true;
            }
            else if (kept.IsSure)
            {
                kept.IsSure = false;
            }
            else
            {
                kept = new Target { Tag = tag, Next = target };
            }
        }

        _path = ((_path << TargetBits) ^ (target >> 1)) & TargetMask;
    }

    /// <summary>A conditional branch.</summary>
    public void Passed(bool taken) => _outcomes = (_outcomes << 1) | (taken ? 1UL : 0);

    /// <summary>Forgets all.</summary>
    public void Forget()
    {
        Array.Clear(_targets);
        _outcomes = 0;
        _path = 0;
    }

    private ref Target Of(ulong pc, out uint tag)
    {
        ulong hash = ((pc >> 1) ^ _path ^ ((_outcomes & OutcomeMask) << OutcomeShift)) * Spread;
        tag = Valid | ((uint)(hash >> 24) & TagMask);
        return ref _targets[(int)(hash >> 40) & (_targets.Length - 1)];
    }

    private struct Target
    {
        public ulong Next;
        public uint Tag;
        public bool IsSure;
    }
}
