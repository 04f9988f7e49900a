namespace Sim.CoreEmulator.Timing.Views;

/// <summary>An instruction and when it passed the stages.</summary>
/// <param name="number">Its place among those that retired or trapped, from 0.</param>
/// <param name="instruction">The instruction.</param>
/// <param name="times">Its stages.</param>
/// <param name="lost">Cycles from the retirement before to its own less the one in which it retires: what it held up the program by.</param>
internal readonly struct PipelineRow(long number, in TimedInstruction instruction, in StageTimes times, long lost)
{
    /// <summary>Its place among those that retired or trapped, from 0.</summary>
    public readonly long Number = number;

    /// <summary>The instruction.</summary>
    public readonly TimedInstruction Instruction = instruction;

    /// <summary>Its stages.</summary>
    public readonly StageTimes Times = times;

    /// <summary>Cycles that it held up the program by.</summary>
    public readonly long Lost = lost;
}
