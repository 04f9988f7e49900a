namespace Sim.CoreEmulator.Isa;

/// <summary>Where an instruction's operands come from and where its result goes: what the translator and the disassembler go by.</summary>
internal enum Form
{
    /// <summary>rd, rs1, rs2.</summary>
    RegReg,

    /// <summary>rd, rs1, imm.</summary>
    RegImm,

    /// <summary>rd, rs1, shamt.</summary>
    Shift,

    /// <summary>rd, rs1.</summary>
    Reg,

    /// <summary>rd, imm[31:12]: lui.</summary>
    LoadUpper,

    /// <summary>rd, imm[31:12]: auipc.</summary>
    AddUpperToPc,

    /// <summary>rs1, rs2, offset.</summary>
    Branch,

    /// <summary>rd, offset.</summary>
    Jump,

    /// <summary>rd, imm(rs1).</summary>
    JumpRegister,

    /// <summary>rd, imm(rs1).</summary>
    Load,

    /// <summary>rs2, imm(rs1).</summary>
    Store,

    /// <summary>Floating-point rd, imm(rs1).</summary>
    FloatLoad,

    /// <summary>Floating-point rs2, imm(rs1).</summary>
    FloatStore,

    /// <summary>rd, (rs1).</summary>
    LoadReserved,

    /// <summary>rd, rs2, (rs1).</summary>
    StoreConditional,

    /// <summary>rd, rs2, (rs1).</summary>
    Amo,

    /// <summary>Floating-point rd, rs1, rs2, rs3.</summary>
    FloatTernary,

    /// <summary>Floating-point rd, rs1, rs2.</summary>
    FloatBinary,

    /// <summary>Floating-point rd, rs1.</summary>
    FloatUnary,

    /// <summary>rd, floating-point rs1, rs2.</summary>
    FloatCompare,

    /// <summary>rd, floating-point rs1.</summary>
    FloatToInteger,

    /// <summary>Floating-point rd, rs1.</summary>
    IntegerToFloat,

    /// <summary>rd, csr, rs1.</summary>
    Csr,

    /// <summary>rd, csr, uimm.</summary>
    CsrImmediate,

    /// <summary>pred, succ: fence.</summary>
    Fence,

    /// <summary>offset(rs1): prefetches.</summary>
    Prefetch,

    /// <summary>(rs1): cbo.clean, cbo.flush, cbo.inval, cbo.zero.</summary>
    CacheBlock,

    /// <summary>No operands: ecall, mret, wfi, ...</summary>
    Bare,

    /// <summary>rs1, rs2: sfence.vma and its kin.</summary>
    TranslationFence,

    /// <summary>rd, (rs1): hypervisor virtual-machine loads.</summary>
    HypervisorLoad,

    /// <summary>rs2, (rs1): hypervisor virtual-machine stores.</summary>
    HypervisorStore,
}
