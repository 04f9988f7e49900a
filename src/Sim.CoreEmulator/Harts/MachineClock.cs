namespace Sim.CoreEmulator.Harts;

/// <summary>How cycles of a hart become ticks of the machine's real-time clock, mtime.</summary>
internal sealed class MachineClock
{
    /// <summary>Cycles that a tick lasts: 1 GHz and 10 MHz unless told otherwise.</summary>
    public ulong CyclesPerTick { get; init; } = 100;

    /// <summary>What was added to mtime by writing it.</summary>
    public ulong Offset { get; set; }

    /// <summary>mtime as a hart sees it that has run so many cycles.</summary>
    public ulong At(ulong cycles) => (cycles / CyclesPerTick) + Offset;
}
