/* In and out of guests: sret and mret, traps from VS and VU to M, HS and VS, and the instructions a guest may not have. */
#define SUPERVISOR
#define HYPERVISOR
#include "program.h"

START
    /* Traps to M: mstatus.MPV and MPP say where from, and GVA that tval is no guest address. */
    TRY VS, ecall
    CAUSE ECALL_VS
    EPC_FIRST
    TVAL 0
    CHECK_BITS s3, STATUS_MPV | STATUS_MPP | STATUS_GVA, STATUS_MPV | STATUS_MPP_S
    CHECK s4, 0
    CHECK s5, 0
    TRY VU, ecall
    CAUSE ECALL_U
    CHECK_BITS s3, STATUS_MPV | STATUS_MPP | STATUS_GVA, STATUS_MPV
    TRY S, ecall
    CAUSE ECALL_S
    CHECK_BITS s3, STATUS_MPV | STATUS_MPP, STATUS_MPP_S
    TRY M, ecall
    CHECK_BITS s3, STATUS_MPV | STATUS_MPP, STATUS_MPP
    ILLEGAL_IN VS, mret
    ILLEGAL_IN VU, mret
    ILLEGAL_IN VS, .4byte 0xffffffff

    /* Traps to HS: hstatus.SPV and SPVP, sstatus.SPP. */
    .macro TO_HS from, cause, hstatus, spp, instruction:vararg
    WRITE medeleg, 1 << \cause
    WRITE CSR_HEDELEG, 0
    TRY \from, \instruction
    CAUSE_IN MODE_S, \cause
    EPC_FIRST
    CHECK_BITS s6, HSTATUS_SPV | HSTATUS_SPVP | HSTATUS_GVA, \hstatus
    CHECK_BITS s3, STATUS_SPP, \spp
    CHECK s4, 0
    CHECK s5, 0
    .endm
    TO_HS VS, ILLEGAL, HSTATUS_SPV | HSTATUS_SPVP, STATUS_SPP, csrr a0, mscratch
    lwu a0, 0(s10)
    SAME s2, a0
    TO_HS VU, ILLEGAL, HSTATUS_SPV, 0, csrr a0, mscratch
    TO_HS VS, VIRTUAL, HSTATUS_SPV | HSTATUS_SPVP, STATUS_SPP, csrr a0, CSR_HSTATUS
    lwu a0, 0(s10)
    SAME s2, a0
    TO_HS VU, VIRTUAL, HSTATUS_SPV, 0, csrr a0, sstatus
    TO_HS VU, ECALL_U, HSTATUS_SPV, 0, ecall
    SET CSR_HSTATUS, HSTATUS_SPVP /* a trap from HS or U leaves SPVP */
    TO_HS U, ILLEGAL, HSTATUS_SPVP, 0, csrr a0, mscratch
    TO_HS S, ILLEGAL, HSTATUS_SPVP, STATUS_SPP, csrr a0, mscratch
    CLEAR CSR_HSTATUS, HSTATUS_SPVP
    TO_HS S, ILLEGAL, 0, STATUS_SPP, csrr a0, mscratch
    /* A guest supervisor's ecall: the handler's own ecall to M mode must not be its own kind. */
    WRITE medeleg, 1 << ECALL_VS
    TRY VS, ecall
    CAUSE_IN MODE_S, ECALL_VS
    EPC_FIRST
    CHECK_BITS s6, HSTATUS_SPV | HSTATUS_SPVP, HSTATUS_SPV | HSTATUS_SPVP

    /* Traps to VS, with both delegations: vsstatus, the guest's vector; hstatus stays. */
    .macro TO_VS from, cause, spp, instruction:vararg
    WRITE medeleg, 1 << \cause
    WRITE CSR_HEDELEG, 1 << \cause
    WRITE CSR_VSSTATUS, STATUS_SIE | STATUS_FS
    TRY \from, \instruction
    CAUSE_IN MODE_VS, \cause
    EPC_FIRST
    CHECK_BITS s3, STATUS_SPP | STATUS_SPIE | STATUS_SIE, \spp | STATUS_SPIE
    csrr a0, CSR_VSCAUSE
    CHECK a0, \cause
    csrr a0, CSR_VSEPC
    SAME a0, s10
    .endm
    TO_VS VS, ILLEGAL, STATUS_SPP, csrr a0, mscratch
    lwu a0, 0(s10)
    SAME s2, a0
    TO_VS VU, ILLEGAL, 0, csrr a0, mscratch
    TO_VS VS, BREAKPOINT, STATUS_SPP, ebreak
    TO_VS VU, ECALL_U, 0, ecall
    li a1, 0x40000000
    TO_VS VU, LOAD_ACCESS, 0, lw a0, 0(a1)
    TVAL 0x40000000
    TO_VS VS, STORE_ACCESS, STATUS_SPP, sw a0, 0(a1)
    TVAL 0x40000000
    /* hedeleg without medeleg is nothing; a host's trap never goes to VS. */
    WRITE medeleg, 0
    WRITE CSR_HEDELEG, -1
    TRY VS, ebreak
    CAUSE BREAKPOINT
    WRITE medeleg, 1 << BREAKPOINT
    TRY S, ebreak
    CAUSE_IN MODE_S, BREAKPOINT
    TRY U, ebreak
    CAUSE_IN MODE_S, BREAKPOINT
    WRITE medeleg, 0
    WRITE CSR_HEDELEG, 0
    /* GVA is set where tval is a guest's address. */
    li a1, 0x40000000
    TRY VS, lw a0, 0(a1)
    CAUSE LOAD_ACCESS
    CHECK_BITS s3, STATUS_GVA, STATUS_GVA
    TRY S, lw a0, 0(a1)
    CHECK_BITS s3, STATUS_GVA, 0
    WRITE medeleg, 1 << LOAD_ACCESS
    TRY VU, lw a0, 0(a1)
    CAUSE_IN MODE_S, LOAD_ACCESS
    CHECK_BITS s6, HSTATUS_GVA | HSTATUS_SPV | HSTATUS_SPVP, HSTATUS_GVA | HSTATUS_SPV
    TRY U, lw a0, 0(a1)
    CHECK_BITS s6, HSTATUS_GVA | HSTATUS_SPV, 0
    WRITE medeleg, 0

    /* sret in HS mode enters a guest when SPV is set, at the level of SPP, and clears SPV. */
    .macro ENTER from, hstatus, spp, fine, mpv
    CLEAR mstatus, STATUS_SPP | STATUS_SPIE | STATUS_SIE
    SET mstatus, \spp
    WRITE CSR_HSTATUS, \hstatus
    la a0, 2f
    csrw sepc, a0
    RUN \from
    sret
    .balign 4
2:
    BACK
    CHECK s0, \fine
    CHECK_ADDRESS s1, 2b
    CHECK_BITS s3, STATUS_MPV, \mpv
    CHECK_BITS s6, HSTATUS_SPV, 0
    csrr a0, mstatus
    CHECK_BITS a0, STATUS_SPP, 0
    .endm
    ENTER S, HSTATUS_SPV, STATUS_SPP, ECALL_VS, STATUS_MPV
    ENTER S, HSTATUS_SPV, 0, ECALL_U, STATUS_MPV
    ENTER S, HSTATUS_SPVP, STATUS_SPP, ECALL_S, 0
    ENTER S, 0, 0, ECALL_U, 0
    ENTER M, HSTATUS_SPV, STATUS_SPP, ECALL_VS, STATUS_MPV
    ENTER M, HSTATUS_SPV, 0, ECALL_U, STATUS_MPV
    WRITE CSR_HSTATUS, 0
    /* sret in VS mode is the guest's own. */
    .macro GUEST_RETURN status, fine, sie
    WRITE CSR_VSSTATUS, \status
    la a0, 2f
    csrw CSR_VSEPC, a0
    RUN VS
    sret
    .balign 4
2:
    BACK
    CHECK s0, \fine
    CHECK_ADDRESS s1, 2b
    CHECK_BITS s3, STATUS_MPV, STATUS_MPV
    csrr a0, CSR_VSSTATUS
    CHECK_BITS a0, STATUS_SPP | STATUS_SPIE | STATUS_SIE, STATUS_SPIE | \sie
    .endm
    GUEST_RETURN STATUS_SPP, ECALL_VS, 0
    GUEST_RETURN 0, ECALL_U, 0
    GUEST_RETURN STATUS_SPIE, ECALL_U, STATUS_SIE
    GUEST_RETURN STATUS_SPIE | STATUS_SPP, ECALL_VS, STATUS_SIE
    WRITE CSR_VSSTATUS, STATUS_FS
    /* mret with MPP = M ignores MPV, and clears it. */
    SET mstatus, STATUS_MPV | STATUS_MPP
    la a0, 1f
    csrw mepc, a0
    mret
1:  csrr a0, mstatus
    CHECK_BITS a0, STATUS_MPV, 0
    TRY M, ecall
    CAUSE ECALL_M

    /* What HS can take from its guest. */
    ALLOWED_IN VS, sfence.vma
    ALLOWED_IN VS, sinval.vma a0, a1
    ALLOWED_IN VS, csrr a0, satp
    ALLOWED_IN VS, sfence.w.inval
    SET CSR_HSTATUS, HSTATUS_VTVM
    VIRTUAL_IN VS, sfence.vma
    VIRTUAL_IN VS, sinval.vma a0, a1
    VIRTUAL_IN VS, csrr a0, satp
    VIRTUAL_IN VS, csrw satp, x0
    ALLOWED_IN VS, sfence.w.inval
    ALLOWED_IN S, sfence.vma
    ALLOWED_IN S, csrr a0, satp
    WRITE CSR_HSTATUS, HSTATUS_VTSR
    VIRTUAL_IN VS, sret
    WRITE CSR_HSTATUS, HSTATUS_VTW
    VIRTUAL_IN VS, wfi
    VIRTUAL_IN VU, wfi
    WRITE CSR_HSTATUS, 0
    VIRTUAL_IN VU, sret
    VIRTUAL_IN VU, sfence.vma
    VIRTUAL_IN VU, sinval.vma a0, a1
    VIRTUAL_IN VU, sfence.w.inval
    VIRTUAL_IN VU, sfence.inval.ir
    /* M mode's TSR and TVM are not for guests, TW is for all. */
    SET mstatus, STATUS_TSR | STATUS_TVM
    ALLOWED_IN VS, csrr a0, satp
    ALLOWED_IN VS, sfence.vma
    GUEST_RETURN STATUS_SPP, ECALL_VS, 0
    WRITE CSR_VSSTATUS, STATUS_FS
    ILLEGAL_IN S, csrr a0, CSR_HGATP
    ILLEGAL_IN S, hfence.gvma
    ILLEGAL_IN S, hinval.gvma a0, a1
    ALLOWED_IN S, hfence.vvma
    ALLOWED_IN S, hinval.vvma a0, a1
    ALLOWED_IN S, csrr a0, CSR_VSATP
    CLEAR mstatus, STATUS_TSR | STATUS_TVM
    SET mstatus, STATUS_TW
    ILLEGAL_IN VS, wfi
    ILLEGAL_IN VU, wfi
    SET CSR_HSTATUS, HSTATUS_VTW
    ILLEGAL_IN VS, wfi
    CLEAR mstatus, STATUS_TW
    WRITE CSR_HSTATUS, 0

    /* The hypervisor's instructions: HS and M; not U; virtual-instruction exceptions in a guest. */
    la a1, cell
    .irp instruction, hfence.gvma, hfence.vvma
    ALLOWED_IN M, \instruction
    ALLOWED_IN S, \instruction
    ALLOWED_IN S, \instruction a0, a1
    ILLEGAL_IN U, \instruction
    VIRTUAL_IN VS, \instruction
    VIRTUAL_IN VU, \instruction
    .endr
    .irp instruction, hinval.gvma, hinval.vvma
    ALLOWED_IN M, \instruction a0, a1
    ALLOWED_IN S, \instruction x0, x0
    ILLEGAL_IN U, \instruction a0, a1
    VIRTUAL_IN VS, \instruction a0, a1
    VIRTUAL_IN VU, \instruction x0, a1
    .endr
    .irp instruction, hlv.b, hlv.bu, hlv.h, hlv.hu, hlv.w, hlv.wu, hlv.d, hlvx.hu, hlvx.wu, hsv.b, hsv.h, hsv.w, hsv.d
    ALLOWED_IN M, \instruction a0, 0(a1)
    ALLOWED_IN S, \instruction a0, 0(a1)
    ILLEGAL_IN U, \instruction a0, 0(a1)
    VIRTUAL_IN VS, \instruction a0, 0(a1)
    VIRTUAL_IN VU, \instruction a0, 0(a1)
    WRITE CSR_HSTATUS, HSTATUS_HU
    ALLOWED_IN U, \instruction a0, 0(a1)
    VIRTUAL_IN VU, \instruction a0, 0(a1)
    WRITE CSR_HSTATUS, 0
    .endr
    PASS

    .data
    .balign 8
cell: .dword 0
