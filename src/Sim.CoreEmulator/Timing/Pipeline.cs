namespace Sim.CoreEmulator.Timing;

/// <summary>
/// The timing of a core: takes the instructions of a program one after the other, in program order, and says when each retires. Nothing ticks: an instruction's
/// stages have timestamps, which are the latest of what they wait for.
/// </summary>
internal abstract class Pipeline
{
    /// <summary>Instructions taken that retired.</summary>
    public long Instructions { get; protected set; }

    /// <summary>The cycle in which the last instruction retired.</summary>
    public long Cycle { get; protected set; }

    /// <summary>Cycles that were passed over: nobody knows what they were spent on.</summary>
    public long Skipped { get; protected set; }

    /// <summary>What the cycles were spent on: adds up to <see cref="Cycle"/> less <see cref="Skipped"/>.</summary>
    public CpiStack Stack { get; } = new();

    /// <summary>Is told of each instruction; null for nobody.</summary>
    public IPipelineObserver? Observer { get; set; }

    /// <summary>Takes the next instruction of the program, or an interrupt.</summary>
    public abstract void Take(in TimedInstruction instruction);

    /// <summary>Lets time pass in which nothing is done: the hart waits for an interrupt.</summary>
    public abstract void Idle(long cycles);

    /// <summary>Goes on at a later cycle with nothing under way: what was done until then was not timed.</summary>
    public abstract void SkipTo(long cycle);
}
