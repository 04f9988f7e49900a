using System.Runtime.InteropServices;

namespace Sim.CoreEmulator.Timing;

/// <summary>An instruction as pipelines see it: what it did is known already, what it costs is asked.</summary>
/// <remarks>
/// It comes from a running machine or from a trace. Registers have one numbering: 0 is none (or one that is never waited for), 1 to 31
/// the integer registers, 32 to 63 the floating-point ones, up to 255 whatever else a trace names.
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
internal struct TimedInstruction
{
    /// <summary>Virtual address of the instruction.</summary>
    public ulong Pc;

    /// <summary>Where the program went on.</summary>
    public ulong NextPc;

    /// <summary>Virtual address of its access to memory; 0 where it makes none.</summary>
    public ulong Address;

    /// <summary>Its bits; 0 where a trace does not tell.</summary>
    public uint Bits;

    /// <summary>Its number in <see cref="Isa.InstructionSet.All"/>; <see cref="ushort.MaxValue"/> where a trace does not tell.</summary>
    public ushort Number;

    /// <summary>More about it.</summary>
    public InstructionTraits Flags;

    /// <summary>What work it is.</summary>
    public OperationKind Operation;

    /// <summary>How it changes the way.</summary>
    public BranchKind Branch;

    /// <summary>Its bytes.</summary>
    public byte Length;

    /// <summary>The bytes of its access to memory.</summary>
    public byte Size;

    /// <summary>A register it waits for. Of a store, the address depends on this one alone.</summary>
    public byte Source1;

    /// <summary>Another. Of a store, the data.</summary>
    public byte Source2;

    /// <summary>Another.</summary>
    public byte Source3;

    /// <summary>Another.</summary>
    public byte Source4;

    /// <summary>A register it writes.</summary>
    public byte Destination1;

    /// <summary>Another.</summary>
    public byte Destination2;

    /// <summary>Of a marker: which.</summary>
    public ushort Marker;

    /// <summary>Whether it has a flag.</summary>
    public readonly bool Has(InstructionTraits flag) => (Flags & flag) != InstructionTraits.None;
}
