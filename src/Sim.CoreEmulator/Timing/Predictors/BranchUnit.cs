using System.Runtime.CompilerServices;
using Sim.CoreEmulator.Timing.Configuration;

namespace Sim.CoreEmulator.Timing.Predictors;

/// <summary>Foresees where a program goes: direction predictor, branch target buffer, return-address stack, indirect targets.</summary>
/// <remarks>
/// The branch target buffer is what fetch knows branches by. What it does not hold is seen at decode, where the direction, the target of a direct jump and the
/// return-address stack put fetch right; a register's target and a wrong direction show only at execution.
/// </remarks>
internal sealed class BranchUnit(BranchConfiguration configuration, IBranchPredictor direction) : ICounted
{
    private readonly TargetBuffer _buffer = new(configuration.Btb, configuration.BtbWays);
    private readonly ReturnStack _returns = new(configuration.Returns);
    private readonly IndirectTargets _indirect = new(configuration.Indirect);
    private readonly bool _hasReturns = configuration.Returns > 0;
    private readonly bool _isPerfect = configuration.PerfectIndirect;
    private long _branches;
    private long _conditional;
    private long _wrongDirections;
    private long _bufferMisses;
    private long _wrongIndirect;
    private long _wrongReturns;

    /// <summary>Foresees a branch, compares with what it did, and learns.</summary>
    /// <param name="i">An instruction with a <see cref="BranchKind"/> other than None.</param>
    public BranchOutcome Take(in TimedInstruction i)
    {
        _branches++;
        if (i.Branch == BranchKind.Conditional)
        {
            return Conditional(in i);
        }

        BranchOutcome outcome = i.Branch switch
        {
            BranchKind.Return => Return(in i),
            BranchKind.IndirectJump or BranchKind.IndirectCall => Indirect(in i, ref _wrongIndirect),
            _ => Direct(in i),
        };
        if (i.Branch is BranchKind.Call or BranchKind.IndirectCall)
        {
            _returns.Push(i.Pc + i.Length);
        }

        direction.Passed(i.Pc, i.NextPc);
        return outcome;
    }

    /// <summary>Forgets all: a cold start.</summary>
    public void Forget()
    {
        direction.Forget();
        _buffer.Forget();
        _returns.Forget();
        _indirect.Forget();
    }

    /// <inheritdoc/>
    public void Count(CounterList counters)
    {
        counters.Add("branches", _branches);
        counters.Add("conditional_branches", _conditional);
        counters.Add("conditional_mispredictions", _wrongDirections);
        counters.Add("btb_misses", _bufferMisses);
        counters.Add("indirect_mispredictions", _wrongIndirect);
        counters.Add("return_mispredictions", _wrongReturns);
    }

    // A branch's bits are those of the B-type, whose sign is bit 31; a trace's are 0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsBackward(in TimedInstruction i, bool taken) => taken ? i.NextPc <= i.Pc : (int)i.Bits < 0;

    private BranchOutcome Conditional(in TimedInstruction i)
    {
        bool taken = i.Has(InstructionTraits.Taken);
        bool foreseen = direction.Predict(i.Pc, IsBackward(in i, taken));
        direction.Learn(i.Pc, taken);
        _indirect.Passed(taken);
        _conditional++;
        BranchOutcome outcome = taken ? Direct(in i) : BranchOutcome.Foreseen;
        if (foreseen != taken)
        {
            _wrongDirections++;
            return BranchOutcome.AtExecute;
        }

        return outcome;
    }

    private BranchOutcome Direct(in TimedInstruction i)
    {
        if (_buffer.Find(i.Pc, out ulong target) && target == i.NextPc)
        {
            return BranchOutcome.ForeseenTaken;
        }

        _bufferMisses++;
        _buffer.Keep(i.Pc, i.NextPc);
        return BranchOutcome.AtDecode;
    }

    private BranchOutcome Return(in TimedInstruction i)
    {
        if (!_hasReturns)
        {
            return Indirect(in i, ref _wrongReturns);
        }

        bool isKnown = Known(in i, out _);
        if (_returns.Pop() != i.NextPc && !_isPerfect)
        {
            _wrongReturns++;
            return BranchOutcome.AtExecute;
        }

        return isKnown ? BranchOutcome.ForeseenTaken : BranchOutcome.AtDecode;
    }

    private BranchOutcome Indirect(in TimedInstruction i, ref long wrong)
    {
        bool isKnown = Known(in i, out ulong last);
        ulong target = _indirect.Find(i.Pc, out ulong found) ? found : last;
        _indirect.Learn(i.Pc, i.NextPc);
        if (target != i.NextPc && !_isPerfect)
        {
            wrong++;
            return BranchOutcome.AtExecute;
        }

        return isKnown ? BranchOutcome.ForeseenTaken : BranchOutcome.AtDecode;
    }

    // Whether fetch knows the branch, and its last target.
    private bool Known(in TimedInstruction i, out ulong target)
    {
        bool isKnown = _buffer.Find(i.Pc, out target);
        _bufferMisses += isKnown ? 0 : 1;
        if (!isKnown || target != i.NextPc)
        {
            _buffer.Keep(i.Pc, i.NextPc);
        }

        return isKnown;
    }
}
