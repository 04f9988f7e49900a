using System;

namespace Sim.CoreEmulator.Timing.Traces;

/// <summary>What the numbers in CBP's and CVP's traces mean (ramisheikh/cbp2025, lib/trace_reader.h).</summary>
internal static class CbpRecord
{
    /// <summary>Bytes of an instruction of AArch64.</summary>
    public const int InstructionBytes = 4;

    /// <summary>The kind of what loads.</summary>
    public const byte Load = 1;

    /// <summary>The kind of what stores.</summary>
    public const byte Store = 2;

    /// <summary>The stack pointer's register.</summary>
    public const int StackPointer = 31;

    /// <summary>The first vector register.</summary>
    public const int FirstVector = 32;

    private static readonly BranchKind[] Kinds =
    [
        BranchKind.None, BranchKind.None, BranchKind.None, BranchKind.Conditional, BranchKind.Jump, BranchKind.IndirectJump,
        BranchKind.None, BranchKind.None, BranchKind.None, BranchKind.Call, BranchKind.IndirectCall, BranchKind.Return,
    ];

    /// <summary>The branch, or none, of each kind of instruction.</summary>
    public static ReadOnlySpan<BranchKind> Branches => Kinds;
}
