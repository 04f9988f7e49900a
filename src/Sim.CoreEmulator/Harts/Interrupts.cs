using System;
using System.Numerics;
using Sim.CoreEmulator.Harts.Csrs;

namespace Sim.CoreEmulator.Harts;

/// <summary>Interrupt lines, timers, and which interrupt is taken.</summary>
internal sealed class Interrupts(Hart hart)
{
    // From the highest priority to the lowest. Privileged manual, "Machine Interrupt Registers".
    private static readonly ulong[] Priorities =
    [
        InterruptBit.MachineExternal, InterruptBit.MachineSoftware, InterruptBit.MachineTimer,
        InterruptBit.SupervisorExternal, InterruptBit.SupervisorSoftware, InterruptBit.SupervisorTimer,
        InterruptBit.SupervisorGuestExternal,
        InterruptBit.VirtualSupervisorExternal, InterruptBit.VirtualSupervisorSoftware, InterruptBit.VirtualSupervisorTimer,
    ];

    /// <summary>mtimecmp of the CLINT.</summary>
    public ulong MachineTimer
    {
        get;
        set
        {
            field = value;
            hart.RequestAttention();
        }
    }

    = ulong.MaxValue;

    /// <summary>Lines that devices hold up, as bits of mip.</summary>
    public ulong Lines { get; private set; }

    /// <summary>All of mip, as it is now.</summary>
    public ulong Pending
    {
        get
        {
            ref CsrState csrs = ref hart.Csrs.State;
            ulong time = hart.Time;
            ulong pending = csrs.Mip | csrs.Hvip | Lines;
            if (time >= MachineTimer)
            {
                pending |= InterruptBit.MachineTimer;
            }

            if ((csrs.Menvcfg & EnvironmentField.Stce) != 0)
            {
                pending = (pending & ~InterruptBit.SupervisorTimer) | (time >= csrs.Stimecmp ? InterruptBit.SupervisorTimer : 0);
            }

            bool isGuestTimerDue = GuestTimerRuns && time + csrs.Htimedelta >= csrs.Vstimecmp;
            return isGuestTimerDue ? pending | InterruptBit.VirtualSupervisorTimer : pending;
        }
    }

    /// <summary>Cycles until an interrupt that is enabled in mie becomes pending by itself: 0 when one is, <see cref="ulong.MaxValue"/> when none ever will.</summary>
    public ulong CyclesToWake
    {
        get
        {
            ulong enabled = hart.Csrs.State.Mie;
            return (Pending & enabled) != 0 ? 0 : CyclesToChange(enabled);
        }
    }

    private bool GuestTimerRuns => (EnvironmentConfiguration.Guest(hart.Csrs) & EnvironmentField.Stce) != 0;

    /// <summary>Looks at the clock.</summary>
    /// <returns>How many of the wanted steps may be taken before a timer changes its mind.</returns>
    public long Refresh(long steps)
    {
        ulong cycles = CyclesToChange(hart.Csrs.State.Mie);
        return cycles < (ulong)steps ? (long)cycles : steps;
    }

    /// <summary>Takes the pending interrupt of highest priority, if one is enabled.</summary>
    public bool TryTake()
    {
        ulong wanted = hart.Csrs.State.Mie;
        if (wanted == 0)
        {
            return false;
        }

        wanted &= Pending;
        if (wanted == 0)
        {
            return false;
        }

        ulong takable = Takable(wanted);
        if (takable == 0)
        {
            return false;
        }

        unsafe
        {
            hart.Current = null;
        }

        hart.Raise(new TrapInfo((TrapCause)BitOperations.TrailingZeroCount(Highest(takable))) { Interrupt = true });
        return true;
    }

    /// <summary>A device raises or lowers its line: a bit of mip.</summary>
    public void SetLine(int bit, bool level)
    {
        Lines = level ? Lines | (1UL << bit) : Lines & ~(1UL << bit);
        hart.RequestAttention();
    }

    /// <summary>Sets all lines, as a checkpoint has them.</summary>
    public void RestoreLines(ulong lines)
    {
        Lines = lines;
        hart.RequestAttention();
    }

    // Interrupts for M mode come first, then those for HS mode, then those for VS mode, and each level only while its own or a lower one runs.
    private ulong Takable(ulong wanted)
    {
        ref CsrState csrs = ref hart.Csrs.State;
        bool isMachineOpen = hart.Privilege != Privilege.Machine || (csrs.Mstatus & StatusField.Mie) != 0;
        ulong machine = wanted & ~csrs.Mideleg;
        if (isMachineOpen && machine != 0)
        {
            return machine;
        }

        if (hart.Privilege == Privilege.Machine)
        {
            return 0;
        }

        bool isUser = hart.Privilege == Privilege.User;
        bool isHostOpen = hart.Virtual || isUser || (csrs.Mstatus & StatusField.Sie) != 0;
        ulong host = wanted & csrs.Mideleg & ~csrs.Hideleg;
        if (isHostOpen && host != 0)
        {
            return host;
        }

        bool isGuestOpen = hart.Virtual && (isUser || (csrs.Vsstatus & StatusField.Sie) != 0);
        return isGuestOpen ? wanted & csrs.Hideleg : 0;
    }

    private static ulong Highest(ulong takable)
    {
        foreach (ulong bit in Priorities)
        {
            if ((takable & bit) != 0)
            {
                return bit;
            }
        }

        throw new InvalidOperationException("an interrupt is pending that has no priority");
    }

    private ulong CyclesToChange(ulong enabled)
    {
        ref CsrState csrs = ref hart.Csrs.State;
        ulong time = hart.Time;
        ulong ticks = ulong.MaxValue;
        if ((enabled & InterruptBit.MachineTimer) != 0)
        {
            ticks = TicksToChange(time, MachineTimer);
        }

        if ((enabled & InterruptBit.SupervisorTimer) != 0 && (csrs.Menvcfg & EnvironmentField.Stce) != 0)
        {
            ticks = Math.Min(ticks, TicksToChange(time, csrs.Stimecmp));
        }

        if ((enabled & InterruptBit.VirtualSupervisorTimer) != 0 && GuestTimerRuns)
        {
            ticks = Math.Min(ticks, TicksToChange(time + csrs.Htimedelta, csrs.Vstimecmp));
        }

        return CyclesOf(ticks);
    }

    // Until the comparison comes out otherwise: at the comparand, or where the time wraps around to 0.
    private static ulong TicksToChange(ulong time, ulong comparand) => time < comparand ? comparand - time : 0 - time;

    // From now until the clock has ticked so often.
    private ulong CyclesOf(ulong ticks)
    {
        ulong length = hart.Clock.CyclesPerTick;
        return ticks == 0 || ticks > (ulong.MaxValue / length) - 1 ? ulong.MaxValue : (ticks * length) - (hart.Cycles % length);
    }
}
