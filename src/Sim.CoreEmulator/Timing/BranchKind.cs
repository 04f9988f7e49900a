namespace Sim.CoreEmulator.Timing;

/// <summary>How an instruction may change the way of a program: what a branch predictor is asked.</summary>
public enum BranchKind : byte
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>A conditional branch.</summary>
    Conditional,

    /// <summary>A jump whose target is in the instruction.</summary>
    Jump,

    /// <summary>The same that keeps its return address.</summary>
    Call,

    /// <summary>A jump to where a register says.</summary>
    IndirectJump,

    /// <summary>The same that keeps its return address.</summary>
    IndirectCall,

    /// <summary>A return from a call.</summary>
    Return,
}
