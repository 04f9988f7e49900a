using System;

namespace Sim.CoreEmulator.Timing;

/// <summary>What else a pipeline must know of an instruction.</summary>
[Flags]
internal enum InstructionTraits : ushort
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A branch that went to its target.</summary>
    Taken = 1,

    /// <summary>Reads memory at its address.</summary>
    Loads = 2,

    /// <summary>Writes memory at its address.</summary>
    Stores = 4,

    /// <summary>Waits for all before it, and all behind it wait for it: CSRs with effects, fences of translations, returns from traps.</summary>
    Serialises = 8,

    /// <summary>Did not retire: it raised an exception. What comes next is the handler.</summary>
    Trapped = 16,

    /// <summary>An interrupt was taken here: no instruction, but the way goes on elsewhere. <see cref="TimedInstruction.NextPc"/> is the handler.</summary>
    Interrupt = 32,

    /// <summary>Translates its address as a guest: HLV, HSV.</summary>
    AsGuest = 64,

    /// <summary>Marks a place to measure at.</summary>
    Marker = 128,

    /// <summary>Fetches instructions anew: FENCE.I.</summary>
    RefetchesCode = 256,

    /// <summary>A store-conditional that failed: nothing was written.</summary>
    Failed = 512,

    /// <summary>Waits for all accesses to memory before it: FENCE, acquire and release.</summary>
    OrdersMemory = 1024,

    /// <summary>Returns from a trap: MRET, SRET.</summary>
    Returns = 2048,

    /// <summary>Changes between host and guest (V).</summary>
    SwitchesWorld = 4096,

    /// <summary>Of a load in a trace: the second destination is its own address register moved on, which an ALU has long before the data come.</summary>
    WritesBase = 8192,
}
