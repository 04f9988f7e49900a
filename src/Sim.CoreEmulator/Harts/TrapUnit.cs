using Sim.CoreEmulator.Execution;
using Sim.CoreEmulator.Harts.Csrs;

namespace Sim.CoreEmulator.Harts;

/// <summary>Taking traps and returning from them.</summary>
internal sealed unsafe class TrapUnit(Hart hart)
{
    private const ulong InterruptFlag = 1UL << 63;
    private ulong _lastRetired;
    private ulong _lastTarget = 1;
    private ulong _lastCause;

    /// <summary>Takes a trap at the hart's Pc: sets xepc, xcause, xtval and their kin, privilege and Pc.</summary>
    public void Take(in TrapInfo trap, DecodedInstruction* instruction)
    {
        if (hart.Environment?.Answer(hart, trap) == true)
        {
            return;
        }

        ulong from = hart.State->Pc;
        Privilege privilege = hart.Privilege;
        bool isVirtual = hart.Virtual;
        int bit = (int)trap.Cause;
        ref CsrState csrs = ref hart.Csrs.State;
        bool isDelegable = privilege != Privilege.Machine;
        ulong toHost = !isDelegable ? 0 : trap.Interrupt ? csrs.Mideleg : csrs.Medeleg;
        ulong toGuest = !isDelegable || !isVirtual ? 0 : trap.Interrupt ? csrs.Hideleg : csrs.Medeleg & csrs.Hedeleg;
        if (((toGuest >> bit) & 1) != 0)
        {
            TakeInGuest(trap);
        }
        else if (((toHost >> bit) & 1) != 0)
        {
            TakeInHost(trap, TransformedInstruction.Of(trap, instruction));
        }
        else
        {
            TakeInMachine(trap, TransformedInstruction.Of(trap, instruction));
        }

        Watch(trap, from, privilege == hart.Privilege && isVirtual == hart.Virtual);
    }

    /// <summary>MRET. Sets <see cref="Hart.NextPc"/> and the mode.</summary>
    public void ReturnFromMachine()
    {
        ulong status = hart.Csrs.State.Mstatus;
        Privilege privilege = (Privilege)((status & StatusField.Mpp) >> StatusField.MppShift);
        bool isVirtual = privilege != Privilege.Machine && (status & StatusField.Mpv) != 0;
        ulong least = hart.Csrs.Has(Isa.Extensions.U) ? 0 : StatusField.Mpp;
        ulong keptMprv = privilege == Privilege.Machine ? StatusField.Mprv : 0;
        status = Put(status, StatusField.Mie, (status & StatusField.Mpie) != 0);
        status = (status & ~(StatusField.Mpp | StatusField.Mpv | (StatusField.Mprv & ~keptMprv))) | StatusField.Mpie | least;
        hart.Csrs.State.Mstatus = status;
        hart.NextPc = hart.Csrs.State.Mepc;
        hart.SetMode(privilege, isVirtual);
    }

    /// <summary>SRET in HS mode (or M mode). Sets <see cref="Hart.NextPc"/> and the mode.</summary>
    public void ReturnFromHost()
    {
        ref CsrState csrs = ref hart.Csrs.State;
        Privilege privilege = (csrs.Mstatus & StatusField.Spp) != 0 ? Privilege.Supervisor : Privilege.User;
        bool isVirtual = (csrs.Hstatus & HypervisorStatusField.Spv) != 0;
        csrs.Mstatus = Returned(csrs.Mstatus) & ~StatusField.Mprv;
        csrs.Hstatus &= ~HypervisorStatusField.Spv;
        hart.NextPc = csrs.Sepc;
        hart.SetMode(privilege, isVirtual);
    }

    /// <summary>SRET in VS mode. Sets <see cref="Hart.NextPc"/> and the mode.</summary>
    public void ReturnFromGuest()
    {
        ref CsrState csrs = ref hart.Csrs.State;
        Privilege privilege = (csrs.Vsstatus & StatusField.Spp) != 0 ? Privilege.Supervisor : Privilege.User;
        csrs.Vsstatus = Returned(csrs.Vsstatus);
        hart.NextPc = csrs.Vsepc;
        hart.SetMode(privilege, isVirtual: true);
    }

    private static ulong Put(ulong status, ulong field, bool value) => value ? status | field : status & ~field;

    private static ulong Returned(ulong status) =>
        Put(status, StatusField.Sie, (status & StatusField.Spie) != 0) & ~StatusField.Spp | StatusField.Spie;

    private static ulong Vector(ulong tvec, ulong cause, bool isInterrupt) => (tvec & ~3UL) + (isInterrupt && (tvec & 1) != 0 ? 4 * cause : 0);

    private static ulong CauseRegister(ulong cause, bool isInterrupt) => cause | (isInterrupt ? InterruptFlag : 0);

    private void TakeInGuest(in TrapInfo trap)
    {
        ref CsrState csrs = ref hart.Csrs.State;

        // Interrupts of VS mode are a supervisor's to the guest: one bit further down.
        ulong cause = trap.Interrupt ? (ulong)trap.Cause - 1 : (ulong)trap.Cause;
        csrs.Vscause = CauseRegister(cause, trap.Interrupt);
        csrs.Vsepc = hart.State->Pc;
        csrs.Vstval = trap.Value;
        csrs.Vsstatus = Entered(csrs.Vsstatus);
        hart.State->Pc = Vector(csrs.Vstvec, cause, trap.Interrupt);
        hart.SetMode(Privilege.Supervisor, isVirtual: true);
    }

    private void TakeInHost(in TrapInfo trap, ulong instruction)
    {
        ref CsrState csrs = ref hart.Csrs.State;
        csrs.Scause = CauseRegister((ulong)trap.Cause, trap.Interrupt);
        csrs.Sepc = hart.State->Pc;
        csrs.Stval = trap.Value;
        csrs.Htval = trap.GuestPhysical;
        csrs.Htinst = instruction;
        if (hart.Virtual)
        {
            csrs.Hstatus = Put(csrs.Hstatus, HypervisorStatusField.Spvp, hart.Privilege == Privilege.Supervisor);
        }

        csrs.Hstatus = Put(csrs.Hstatus, HypervisorStatusField.Spv, hart.Virtual);
        csrs.Hstatus = Put(csrs.Hstatus, HypervisorStatusField.Gva, HasGuestVirtualAddress(trap));
        csrs.Mstatus = Entered(csrs.Mstatus);
        hart.State->Pc = Vector(csrs.Stvec, (ulong)trap.Cause, trap.Interrupt);
        hart.SetMode(Privilege.Supervisor, isVirtual: false);
    }

    private void TakeInMachine(in TrapInfo trap, ulong instruction)
    {
        ref CsrState csrs = ref hart.Csrs.State;
        csrs.Mcause = CauseRegister((ulong)trap.Cause, trap.Interrupt);
        csrs.Mepc = hart.State->Pc;
        csrs.Mtval = trap.Value;
        csrs.Mtval2 = trap.GuestPhysical;
        csrs.Mtinst = instruction;
        ulong status = Put(csrs.Mstatus, StatusField.Mpie, (csrs.Mstatus & StatusField.Mie) != 0);
        status = Put(status, StatusField.Mpv, hart.Virtual);
        status = Put(status, StatusField.Gva, HasGuestVirtualAddress(trap));
        csrs.Mstatus = (status & ~(StatusField.Mie | StatusField.Mpp)) | ((ulong)hart.Privilege << StatusField.MppShift);
        hart.State->Pc = Vector(csrs.Mtvec, (ulong)trap.Cause, trap.Interrupt);
        hart.SetMode(Privilege.Machine, isVirtual: false);
    }

    private ulong Entered(ulong status)
    {
        status = Put(status, StatusField.Spie, (status & StatusField.Sie) != 0);
        return Put(status, StatusField.Spp, hart.Privilege == Privilege.Supervisor) & ~StatusField.Sie;
    }

    // Whether xtval has an address of a guest: those who raise a fault need only say so where neither V nor MPV does.
    private bool HasGuestVirtualAddress(in TrapInfo trap) => trap.GuestVirtual || (!trap.Interrupt && trap.Cause switch
    {
        TrapCause.InstructionAddressMisaligned or TrapCause.InstructionAccessFault or TrapCause.InstructionPageFault or TrapCause.Breakpoint => hart.Virtual,
        TrapCause.LoadAddressMisaligned or TrapCause.LoadAccessFault or TrapCause.LoadPageFault => hart.Mmu.DataMode.Virtual,
        TrapCause.StoreAddressMisaligned or TrapCause.StoreAccessFault or TrapCause.StorePageFault => hart.Mmu.DataMode.Virtual,
        _ => false,
    });

    // A handler whose first instruction raises the same trap again, in the same mode, goes on so for ever.
    private void Watch(in TrapInfo trap, ulong from, bool isSameMode)
    {
        ulong target = hart.State->Pc;
        ulong retired = hart.Retired;
        bool isLoop = !trap.Interrupt && isSameMode && from == target && target == _lastTarget && retired == _lastRetired && (ulong)trap.Cause == _lastCause;
        _lastTarget = target;
        _lastRetired = retired;
        _lastCause = (ulong)trap.Cause;
        if (isLoop)
        {
            hart.Stop = HartStop.TrapLoop;
        }
    }
}
