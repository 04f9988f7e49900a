using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.CoreEmulator.Timing.Predictors;

namespace Sim.CoreEmulator.Timing.Pipelines;

/// <summary>Fetching and decoding: says when each instruction of the program reaches decode, and what delayed it.</summary>
/// <remarks>
/// A cycle fetches instructions of one aligned block up to a taken branch. What a cache or TLB miss, a branch foreseen wrongly or a full queue delays is
/// fetched later; nothing is fetched on a wrong way.
/// </remarks>
internal sealed class FrontEnd
{
    private readonly FrontEndConfiguration _configuration;
    private readonly CoreMemory _memory;
    private readonly BranchUnit _branches;
    private readonly long[] _left;
    private readonly long _leftMask;
    private readonly int _blockBits;
    private readonly int _lineBits;
    private readonly int _hitLatency;
    private readonly ulong _shortWay;
    private long _cycle;
    private int _fetched;
    private ulong _block = ulong.MaxValue;
    private ulong _line = ulong.MaxValue;
    private long _number;
    private CpiComponent _pending = CpiComponent.Base;

    /// <summary>Builds one.</summary>
    public FrontEnd(CoreConfiguration configuration, CoreMemory memory, BranchUnit branches)
    {
        _configuration = configuration.FrontEnd;
        _memory = memory;
        _branches = branches;
        _left = new long[BitOperations.RoundUpToPowerOf2((uint)_configuration.Queue)];
        _leftMask = _left.Length - 1;
        _blockBits = BitOperations.Log2((uint)_configuration.Bytes);
        _lineBits = BitOperations.Log2((uint)configuration.Memory.L1I.Line);
        _hitLatency = configuration.Memory.L1I.Latency;
        _shortWay = 4 * (ulong)_configuration.ShortForwardBranches;
    }

    /// <summary>When the last instruction was fetched.</summary>
    public long Fetched => _cycle;

    /// <summary>What delayed the last instruction; <see cref="CpiComponent.Base"/> for nothing.</summary>
    public CpiComponent Cause { get; private set; }

    /// <summary>Fetches the next instruction of the program.</summary>
    /// <returns>The cycle in which it is decoded.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Fetch(in TimedInstruction i)
    {
        // A slot of the queue is free when the instruction that had it has left.
        long free = _left[(_number - _configuration.Queue) & _leftMask];
        ulong block = (i.Pc + i.Length - 1) >> _blockBits;
        Cause = CpiComponent.Base;
        if (block != _block || _fetched == _configuration.Width || free > _cycle)
        {
            StartGroup(in i, block, free);
        }

        _fetched++;
        return _cycle + _configuration.FetchStages;
    }

    /// <summary>The last instruction leaves the queue behind decode.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Leave(long cycle) => _left[_number++ & _leftMask] = cycle;

    /// <summary>Whether a branch is done as predication: see <c>shortForwardBranches</c>. It counts as arithmetic.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsPredicated(in TimedInstruction i)
    {
        if (_shortWay == 0 || i.Branch != BranchKind.Conditional)
        {
            return false;
        }

        // Where it was not taken, its target is in its bits.
        ulong way = i.Has(InstructionTraits.Taken) ? i.NextPc - i.Pc : ShortBranch.Way(i.Bits);
        return way > i.Length && way <= _shortWay + i.Length;
    }

    /// <summary>A predicated branch that jumped: what it jumped over is fetched and does nothing.</summary>
    public void PassOver(in TimedInstruction i)
    {
        _fetched += (int)((i.NextPc - i.Pc - i.Length) / 4);
        while (_fetched >= _configuration.Width)
        {
            _fetched -= _configuration.Width;
            _cycle++;
        }

        _block = i.NextPc >> _blockBits;
    }

    /// <summary>Foresees a branch that was fetched just now; fetching goes on where it must.</summary>
    /// <param name="i">The branch.</param>
    /// <param name="resolved">When it is executed.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public BranchOutcome Branch(in TimedInstruction i, long resolved)
    {
        BranchOutcome outcome = _branches.Take(in i);
        switch (outcome)
        {
            case BranchOutcome.Foreseen when !i.Has(InstructionTraits.Taken):
                break;
            case BranchOutcome.Foreseen:
                Resume(_cycle + 1, CpiComponent.Base);
                break;
            case BranchOutcome.ForeseenTaken:
                Resume(_cycle + 1 + _configuration.TakenBubble, _configuration.TakenBubble > 0 ? CpiComponent.Branch : CpiComponent.Base);
                break;
            case BranchOutcome.AtDecode:
                Resume(_cycle + 1 + _configuration.DecodeRedirect, CpiComponent.Branch);
                break;
            default:
                Resume(resolved + _configuration.ExecuteRedirect, CpiComponent.Branch);
                break;
        }

        return outcome;
    }

    /// <summary>Fetching goes on anew at a cycle.</summary>
    public void Resume(long cycle, CpiComponent cause)
    {
        _cycle = Math.Max(_cycle, cycle) - 1;
        _fetched = 0;
        _block = ulong.MaxValue;
        _pending = cause;
    }

    /// <summary>Fetching goes on anew at a cycle, and asks the cache for its line again: it may be another one.</summary>
    public void Refetch(long cycle, CpiComponent cause)
    {
        Resume(cycle, cause);
        _line = ulong.MaxValue;
    }

    private void StartGroup(in TimedInstruction i, ulong block, long free)
    {
        _cycle++;
        _fetched = 0;
        _block = block;
        Cause = _pending;
        _pending = CpiComponent.Base;
        if (free > _cycle)
        {
            _cycle = free;
            Cause = CpiComponent.Base;
        }

        ulong line = (i.Pc + i.Length - 1) >> _lineBits;
        if (line != _line)
        {
            _line = line;
            FetchLine(i.Pc + i.Length - 1);
        }
    }

    private void FetchLine(ulong address)
    {
        MemoryAnswer answer = _memory.Fetch(address, _cycle);
        long late = answer.Ready - _cycle - _hitLatency;
        if (late > 0)
        {
            Cause = 2 * (answer.Translated - _cycle) > late ? CpiComponent.Tlb : CpiComponent.InstructionCache;
            _cycle += late;
        }
    }
}
