using System.Numerics;
using Sim.CoreEmulator.Timing.Predictors;

namespace Sim.CoreEmulator.Timing.Pipelines;

/// <summary>No pipeline: caches, TLBs and predictors see the instructions, each of which counts as a cycle.</summary>
/// <param name="memory">Translation and caches.</param>
/// <param name="branches">Branch prediction.</param>
/// <param name="line">Bytes of a line of the instruction cache, each of which is asked for once.</param>
internal sealed class WarmingPipeline(CoreMemory memory, BranchUnit branches, int line) : Pipeline
{
    private readonly int _lineBits = BitOperations.Log2((uint)line);
    private ulong _line = ulong.MaxValue;

    /// <inheritdoc/>
    public override void Take(in TimedInstruction instruction)
    {
        Cycle++;
        Skipped++;
        if (instruction.Has(InstructionTraits.Interrupt))
        {
            return;
        }

        Instructions++;
        if (instruction.Pc >> _lineBits != _line)
        {
            _line = instruction.Pc >> _lineBits;
            memory.Fetch(instruction.Pc, Cycle);
        }

        if (instruction.Has(InstructionTraits.Stores))
        {
            memory.Store(in instruction, memory.TranslateStore(in instruction, Cycle).Physical, Cycle);
        }
        else if (instruction.Has(InstructionTraits.Loads))
        {
            memory.Load(in instruction, Cycle);
        }

        if (instruction.Branch != BranchKind.None)
        {
            branches.Take(in instruction);
        }
    }

    /// <inheritdoc/>
    public override void Idle(long cycles)
    {
        Cycle += cycles;
        Skipped += cycles;
    }

    /// <inheritdoc/>
    public override void SkipTo(long cycle)
    {
        Skipped += cycle - Cycle;
        Cycle = cycle;
        _line = ulong.MaxValue;
    }
}
