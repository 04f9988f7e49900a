using Sim.CoreEmulator.Execution;

namespace Sim.CoreEmulator.Harts;

/// <summary>Taking traps and returning from them.</summary>
internal sealed unsafe class TrapUnit(Hart hart)
{
    /// <summary>Takes a trap at the hart's Pc: sets xepc, xcause, xtval and their kin, privilege and Pc.</summary>
    public void Take(in TrapInfo trap, DecodedInstruction* instruction)
    {
        if (hart.Environment?.Answer(hart, trap) != true)
        {
            hart.State->Pc = 0;
            hart.Stop = instruction is null ? HartStop.TrapLoop : hart.Stop;
        }
    }
}
