using Sim.CoreEmulator.Harts;

namespace Sim.CoreEmulator.Execution;

/// <summary>
/// Is told of each instruction: with the registers as it left them, or, of one that ends its block, as it found them. The interpreter
/// and the translator tell the same.
/// </summary>
internal unsafe interface IInstructionProbe
{
    /// <summary>An instruction has run, or is about to end its block.</summary>
    void Ran(Hart hart, DecodedInstruction* i);
}
