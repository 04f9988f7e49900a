using Sim.CoreEmulator.Timing.Configuration;
using Sim.CoreEmulator.Timing.Predictors;

namespace Sim.CoreEmulator.Timing.Pipelines;

/// <summary>A core that issues instructions when their operands are ready.</summary>
internal sealed class OutOfOrderPipeline(CoreConfiguration configuration, CoreMemory memory, BranchUnit branches) : Pipeline
{
    /// <inheritdoc/>
    public override void Take(in TimedInstruction instruction)
    {
        _ = (configuration, memory, branches);
        Cycle++;
        Instructions++;
        Stack.Add(CpiComponent.Base, 1);
    }

    /// <inheritdoc/>
    public override void Idle(long cycles)
    {
        Cycle += cycles;
        Stack.Add(CpiComponent.Idle, cycles);
    }

    /// <inheritdoc/>
    public override void SkipTo(long cycle)
    {
        Skipped += cycle - Cycle;
        Cycle = cycle;
    }
}
