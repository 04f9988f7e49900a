namespace Sim.CoreEmulator.Timing.Traces;

/// <summary>Instructions that were recorded: one after the other, in program order.</summary>
internal interface IInstructionSource
{
    /// <summary>Instructions of the traced program so far. Fewer than were handed out where one is handed out in parts.</summary>
    long Instructions { get; }

    /// <summary>Whether what was handed out last completes its instruction.</summary>
    bool IsWhole { get; }

    /// <summary>The next instruction, or part of one; false at the end.</summary>
    /// <exception cref="Kernel.InputException">The trace is damaged there. What came before was sound.</exception>
    bool Next(ref TimedInstruction instruction);
}
