using Sim.CoreEmulator.Execution;
using Sim.CoreEmulator.Harts;

namespace Sim.CoreEmulator.Isa.Semantics;

/// <summary>An instruction that reaches beyond registers and memory: CSRs, traps and returns, fences, hypervisor loads and stores.</summary>
/// <remarks>
/// It ends its block. Before it runs, the hart's Pc is its own address, Retired counts what retired before it, and NextPc is the
/// address behind it, which it may change.
/// </remarks>
internal unsafe interface ISystem
{
    /// <summary>Does it. False when it raised an exception (through Hart.Raise) and so does not retire.</summary>
    static abstract bool Execute(Hart hart, DecodedInstruction* i);
}
