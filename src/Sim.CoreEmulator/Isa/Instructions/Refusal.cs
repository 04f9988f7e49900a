using Sim.CoreEmulator.Execution;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Harts.Csrs;

namespace Sim.CoreEmulator.Isa.Instructions;

/// <summary>How instructions are refused that the mode, or a more privileged one, does not allow.</summary>
internal static unsafe class Refusal
{
    /// <summary>Raises an illegal-instruction exception, from within a system instruction.</summary>
    public static bool Illegal(Hart hart, DecodedInstruction* i) => hart.Raise(new TrapInfo(TrapCause.IllegalInstruction, i->Bits));

    /// <summary>Raises a virtual-instruction exception: a hypervisor could have allowed it.</summary>
    public static bool Virtual(Hart hart, DecodedInstruction* i) => hart.Raise(new TrapInfo(TrapCause.VirtualInstruction, i->Bits));

    /// <summary>Raises what an access right asks for.</summary>
    public static bool Of(Hart hart, DecodedInstruction* i, CsrAccess access) => access == CsrAccess.Virtual ? Virtual(hart, i) : Illegal(hart, i);

    /// <summary>Whether a field of mstatus keeps all but M mode from something.</summary>
    public static bool IsTrapped(Hart hart, ulong field) => hart.Privilege != Privilege.Machine && (hart.Csrs.State.Mstatus & field) != 0;

    /// <summary>Whether a field of hstatus keeps VS mode from something.</summary>
    public static bool IsTrappedInGuest(Hart hart, ulong field) => (hart.Csrs.State.Hstatus & field) != 0;
}
