/* The ways down: mret and sret with every previous mode, and what TSR, TW, TVM and MPRV make of privileged instructions. */
#define SUPERVISOR
#include "program.h"

START
    /* mret: to each mode; MIE from MPIE, MPIE becomes 1, MPP becomes U. */
    .macro RETURN_FROM_M from, to, fine
    CLEAR mstatus, STATUS_MPP | STATUS_MIE | STATUS_MPIE
    SET mstatus, \from
    la a0, 1f
    csrw mepc, a0
    la s11, 2f
    li s9, 0
    mret
    .balign 4
1:  ecall
2:  CHECK s0, \fine
    CHECK_ADDRESS s1, 1b
    CHECK_BITS s3, STATUS_MPP | STATUS_MPIE | STATUS_MIE, \to
    .endm
    RETURN_FROM_M STATUS_MPP, STATUS_MPP, ECALL_M
    RETURN_FROM_M STATUS_MPP_S, STATUS_MPP_S, ECALL_S
    RETURN_FROM_M 0, 0, ECALL_U
    RETURN_FROM_M STATUS_MPIE, STATUS_MPIE, ECALL_U
    RETURN_FROM_M STATUS_MPP | STATUS_MPIE, STATUS_MPP | STATUS_MPIE, ECALL_M
    CLEAR mstatus, STATUS_MPIE
    SET mstatus, STATUS_MPP
    la a0, 1f
    csrw mepc, a0
    mret
1:  csrr a0, mstatus
    CHECK_BITS a0, STATUS_MPP | STATUS_MPIE | STATUS_MIE, STATUS_MPIE
    /* MPP holds modes only. */
    CLEAR mstatus, STATUS_MPP
    SET mstatus, 2 << 11
    csrr a0, mstatus
    CHECK_BITS a0, 2 << 11, 0

    /* MPRV is cleared on the way to less than M, and kept on the way to M. */
    SET mstatus, STATUS_MPRV | STATUS_MPP
    la a0, 1f
    csrw mepc, a0
    mret
1:  csrr a0, mstatus
    CHECK_BITS a0, STATUS_MPRV, STATUS_MPRV
    TRY S, nop
    CHECK_BITS s3, STATUS_MPRV, 0
    SET mstatus, STATUS_MPRV
    TRY U, nop
    CHECK_BITS s3, STATUS_MPRV, 0

    /* sret, in S and in M mode: to S and U; SIE from SPIE, SPIE becomes 1, SPP becomes U. */
    .macro RETURN_FROM_S from, status, fine
    CLEAR mstatus, STATUS_SPP | STATUS_SIE | STATUS_SPIE
    SET mstatus, \status | STATUS_MPRV
    la a0, 2f
    csrw sepc, a0
    RUN \from
    sret
    .balign 4
2:
    BACK
    CHECK s0, \fine
    CHECK_ADDRESS s1, 2b
    CHECK_BITS s3, STATUS_SPP | STATUS_SPIE | STATUS_MPRV, STATUS_SPIE
    .endm
    RETURN_FROM_S S, STATUS_SPP, ECALL_S
    CHECK_BITS s3, STATUS_SIE, 0
    RETURN_FROM_S S, 0, ECALL_U
    CHECK_BITS s3, STATUS_SIE, 0
    RETURN_FROM_S S, STATUS_SPP | STATUS_SPIE, ECALL_S
    CHECK_BITS s3, STATUS_SIE, STATUS_SIE
    RETURN_FROM_S S, STATUS_SPIE, ECALL_U
    CHECK_BITS s3, STATUS_SIE, STATUS_SIE
    RETURN_FROM_S M, STATUS_SPP | STATUS_SPIE, ECALL_S
    CHECK_BITS s3, STATUS_SIE, STATUS_SIE
    RETURN_FROM_S M, 0, ECALL_U
    CHECK_BITS s3, STATUS_SIE, 0

    /* Each needs its mode. */
    ILLEGAL_IN S, mret
    ILLEGAL_IN U, mret
    ILLEGAL_IN U, sret
    ILLEGAL_IN U, sfence.vma
    ILLEGAL_IN U, sfence.vma a0, a1
    ILLEGAL_IN U, sinval.vma a0, a1
    ILLEGAL_IN U, sfence.w.inval
    ILLEGAL_IN U, sfence.inval.ir
    ALLOWED_IN S, sfence.vma
    ALLOWED_IN S, sfence.vma a0
    ALLOWED_IN S, sfence.vma x0, a1
    ALLOWED_IN S, sinval.vma a0, a1
    ALLOWED_IN S, sfence.w.inval
    ALLOWED_IN S, sfence.inval.ir
    ALLOWED_IN M, sfence.vma a0, a1
    ALLOWED_IN M, sinval.vma x0, x0
    ALLOWED_IN M, sfence.w.inval

    /* TSR. */
    SET mstatus, STATUS_TSR
    ILLEGAL_IN S, sret
    ILLEGAL_IN U, sret
    RETURN_FROM_S M, STATUS_SPP, ECALL_S
    CLEAR mstatus, STATUS_TSR

    /* TVM. */
    SET mstatus, STATUS_TVM
    ILLEGAL_IN S, csrr a0, satp
    ILLEGAL_IN S, csrw satp, x0
    ILLEGAL_IN S, sfence.vma
    ILLEGAL_IN S, sinval.vma x0, x0
    ALLOWED_IN S, sfence.w.inval
    ALLOWED_IN S, sfence.inval.ir
    ALLOWED_IN M, csrr a0, satp
    ALLOWED_IN M, sfence.vma
    CLEAR mstatus, STATUS_TVM
    ALLOWED_IN S, csrr a0, satp

    /* TW; an interrupt that is pending and enabled but not taken ends a wait at once. */
    SET mie, 1 << SSI
    SET mip, 1 << SSI
    CLEAR mstatus, STATUS_MIE | STATUS_MPIE | STATUS_SIE
    ALLOWED_IN M, wfi
    WRITE mideleg, 1 << SSI
    ALLOWED_IN S, wfi
    CLEAR mip, 1 << SSI
    WRITE mideleg, 0
    CLEAR mie, 1 << SSI
    SET mstatus, STATUS_TW
    ILLEGAL_IN S, wfi
    ILLEGAL_IN U, wfi
    CLEAR mstatus, STATUS_TW

    /* The upper bits of the status registers tell the register widths, and cannot be changed. */
    csrr a0, mstatus
    CHECK_BITS a0, 0xf << 32, 0xa << 32
    CLEAR mstatus, 0xf << 32
    csrr a0, mstatus
    CHECK_BITS a0, 0xf << 32, 0xa << 32
    csrr a0, sstatus
    CHECK_BITS a0, 0xf << 32, 2 << 32

    /* sstatus is a part of mstatus. */
    csrr s7, mstatus
    SET sstatus, -1
    csrr a0, mstatus
    csrr a1, sstatus
    CHECK_BITS a0, STATUS_SIE | STATUS_SPIE | STATUS_SPP | STATUS_FS | STATUS_SUM | STATUS_MXR, STATUS_SIE | STATUS_SPIE | STATUS_SPP | STATUS_FS | STATUS_SUM | STATUS_MXR
    CHECK_BITS a1, STATUS_SIE | STATUS_SPIE | STATUS_SPP | STATUS_FS | STATUS_SUM | STATUS_MXR, STATUS_SIE | STATUS_SPIE | STATUS_SPP | STATUS_FS | STATUS_SUM | STATUS_MXR
    CHECK_BITS a1, STATUS_MIE | STATUS_MPIE | STATUS_MPP | STATUS_MPRV | STATUS_TVM | STATUS_TW | STATUS_TSR | 0xf << 36, 0
    xor a0, a0, s7
    CHECK_BITS a0, STATUS_MIE | STATUS_MPIE | STATUS_MPP | STATUS_MPRV | STATUS_TVM | STATUS_TW | STATUS_TSR, 0
    CLEAR sstatus, STATUS_SIE | STATUS_SPIE | STATUS_SPP | STATUS_SUM | STATUS_MXR
    csrr a0, mstatus
    CHECK_BITS a0, STATUS_SIE | STATUS_SPIE | STATUS_SPP | STATUS_SUM | STATUS_MXR, 0
    PASS
