namespace Sim.CoreEmulator.Timing;

/// <summary>What pipelines must know of an instruction of the set.</summary>
internal struct InstructionFact
{
    /// <summary>What work it is.</summary>
    public OperationKind Operation { get; init; }

    /// <summary>What else always holds of it.</summary>
    public InstructionTraits Flags { get; init; }

    /// <summary>Bytes of its access to memory.</summary>
    public byte Size { get; init; }

    /// <summary>Whether it accesses memory at rs1 plus its immediate.</summary>
    public bool HasAddress { get; init; }

    /// <summary>JAL, JALR.</summary>
    public bool IsJump { get; init; }

    /// <summary>A conditional branch.</summary>
    public bool IsBranch { get; init; }

    /// <summary>Reads or writes a CSR.</summary>
    public bool IsCsr { get; init; }

    /// <summary>Whether it may be a marker: see <see cref="Markers"/>.</summary>
    public bool MayMark { get; init; }

    /// <summary>What rs1 names.</summary>
    public RegisterFile Source1 { get; init; }

    /// <summary>What rs2 names.</summary>
    public RegisterFile Source2 { get; init; }

    /// <summary>What rs3 names.</summary>
    public RegisterFile Source3 { get; init; }

    /// <summary>What rd names.</summary>
    public RegisterFile Destination { get; init; }

    /// <summary>A register in the numbering of <see cref="TimedInstruction"/>.</summary>
    public static byte Number(RegisterFile file, int register) => (byte)(file == RegisterFile.None ? 0 : (register & 31) + (file == RegisterFile.Float ? 32 : 0));
}
