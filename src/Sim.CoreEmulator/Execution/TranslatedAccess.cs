using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Memory;

namespace Sim.CoreEmulator.Execution;

/// <summary>What translated code calls when the TLB cannot serve an access.</summary>
/// <remarks>The block's Pc and budget come along, since only here are they needed. <see cref="HartState.Left"/> tells how it ended.</remarks>
internal static unsafe class TranslatedAccess
{
    /// <summary>Reads memory; the value is zero-extended.</summary>
    public static ulong Load(Hart hart, DecodedInstruction* i, ulong address, int size, ulong pc, long budget)
    {
        Enter(hart, pc, budget);
        Leave(hart, i, hart.Mmu.Load(address, size, out ulong value));
        return value;
    }

    /// <summary>Writes memory.</summary>
    public static void Store(Hart hart, DecodedInstruction* i, ulong address, int size, ulong value, ulong pc, long budget)
    {
        Enter(hart, pc, budget);
        Leave(hart, i, hart.Mmu.Store(address, size, value));
    }

    /// <summary>Tells the probe.</summary>
    public static void Ran(Hart hart, DecodedInstruction* i) => hart.Probe?.Ran(hart, i);

    private static void Enter(Hart hart, ulong pc, long budget)
    {
        hart.State->Pc = pc;
        hart.State->Budget = budget;
    }

    private static void Leave(Hart hart, DecodedInstruction* i, Outcome outcome)
    {
        hart.State->Left = (uint)outcome;
        if (outcome == Outcome.DoneLeave)
        {
            hart.LeaveBehind(i);
        }
        else if (outcome == Outcome.Fault)
        {
            hart.Raise(i, hart.Mmu.Fault);
        }
    }
}
