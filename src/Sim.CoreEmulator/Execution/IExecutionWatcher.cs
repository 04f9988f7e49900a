using Sim.CoreEmulator.Harts;

namespace Sim.CoreEmulator.Execution;

/// <summary>Sees each instruction twice: with the registers as it finds them, and as it leaves them. While there is one, all is interpreted.</summary>
internal unsafe interface IExecutionWatcher
{
    /// <summary>An instruction is about to be executed.</summary>
    void Before(Hart hart, DecodedInstruction* i);

    /// <summary>It was executed, or trapped.</summary>
    /// <param name="hart">The hart.</param>
    /// <param name="i">The instruction.</param>
    /// <param name="goesOn">Whether the block goes on behind it; otherwise the hart's Pc is where it goes on.</param>
    void After(Hart hart, DecodedInstruction* i, bool goesOn);
}
