using System;
using Sim.CoreEmulator.Harts;

namespace Sim.CoreEmulator.Timing.Traces;

/// <summary>Writes what a hart executes as a trace. What traps or is interrupted is left out: it did not retire.</summary>
/// <param name="hart">The hart.</param>
/// <param name="writer">What is written to.</param>
/// <param name="most">Instructions, at most.</param>
internal sealed class TraceRecorder(Hart hart, InstructionTraceWriter writer, long most) : IPipelineObserver
{
    private const int FirstFloat = 32;

    /// <summary>Instructions that were written.</summary>
    public long Instructions { get; private set; }

    /// <summary>Told when all are.</summary>
    public Action Filled { get; init; } = () => { };

    /// <inheritdoc/>
    public void Retired(in TimedInstruction instruction, in StageTimes times)
    {
        if (Instructions == most || instruction.Has(InstructionTraits.Interrupt | InstructionTraits.Trapped))
        {
            return;
        }

        writer.Write(in instruction, Value(instruction.Destination1));
        if (++Instructions == most)
        {
            Filled();
        }
    }

    // The hart executes before its core is told.
    private unsafe ulong Value(int register) => register < FirstFloat ? hart.State->X[register] : hart.State->F[register - FirstFloat];
}
