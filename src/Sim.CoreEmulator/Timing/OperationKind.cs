namespace Sim.CoreEmulator.Timing;

/// <summary>What kind of work an instruction is to a pipeline: which functional unit does it.</summary>
public enum OperationKind : byte
{
    /// <summary>Integer arithmetic and logic, moves, and all that one cycle of an ALU does.</summary>
    Integer,

    /// <summary>Integer multiplication, also carry-less.</summary>
    Multiply,

    /// <summary>Integer division and remainder.</summary>
    Divide,

    /// <summary>Bit manipulation that costs more than plain arithmetic: counts, rotations of bytes.</summary>
    BitCount,

    /// <summary>A branch, a jump.</summary>
    Branch,

    /// <summary>Reads memory.</summary>
    Load,

    /// <summary>Writes memory.</summary>
    Store,

    /// <summary>Reads and writes memory in one: AMOs, LR and SC.</summary>
    Atomic,

    /// <summary>Floating-point addition, subtraction.</summary>
    FloatAdd,

    /// <summary>Floating-point multiplication.</summary>
    FloatMultiply,

    /// <summary>Fused multiplication and addition.</summary>
    FloatFused,

    /// <summary>Floating-point division.</summary>
    FloatDivide,

    /// <summary>Square root.</summary>
    FloatRoot,

    /// <summary>Floating-point comparison, sign injection, minimum, class.</summary>
    FloatMisc,

    /// <summary>Conversion, and moves between the register files.</summary>
    FloatConvert,

    /// <summary>Order of memory accesses: FENCE.</summary>
    Fence,

    /// <summary>Reaches beyond registers and memory: CSRs, traps, fences of translations.</summary>
    System,

    /// <summary>Cache-block operations.</summary>
    CacheBlock,

    /// <summary>Does nothing: NOP, hints.</summary>
    Nothing,
}
