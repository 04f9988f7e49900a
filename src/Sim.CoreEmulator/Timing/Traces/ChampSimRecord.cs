namespace Sim.CoreEmulator.Timing.Traces;

/// <summary>A record of ChampSim's traces: inc/trace_instruction.h and, for the registers that tell branches, inc/instruction.h.</summary>
internal static class ChampSimRecord
{
    /// <summary>Its bytes.</summary>
    public const int Bytes = 64;

    /// <summary>Where registers begin: those written, then those read.</summary>
    public const int RegistersAt = 10;

    /// <summary>Registers that an instruction may write, and addresses that it may store to.</summary>
    public const int Destinations = 2;

    /// <summary>Where addresses begin: those stored to, then those loaded from.</summary>
    public const int AddressesAt = 16;

    /// <summary>x86's stack pointer.</summary>
    public const byte StackPointer = 6;

    /// <summary>x86's flags.</summary>
    public const byte Flags = 25;

    /// <summary>x86's instruction pointer.</summary>
    public const byte InstructionPointer = 26;
}
