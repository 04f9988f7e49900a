/* Interrupts of the unvirtualised modes: enabling, priority, delegation, vectors, wfi, and the timer of Sstc. */
#define SUPERVISOR
#include "program.h"

#define CLINT 0x2000000
#define MTIMECMP (CLINT + 0x4000)
#define MTIME (CLINT + 0xbff8)

/* The interrupt is taken, in M mode, before the first instruction of the experiment. */
.macro TAKEN mode, number
    RUN \mode
    .option push
    .option norvc
    nop
    .option pop
    BACK
    CAUSE INTERRUPT | \number
    EPC_FIRST
    TVAL 0
.endm
.macro TAKEN_IN_S mode, number
    RUN \mode
    .option push
    .option norvc
    nop
    .option pop
    BACK
    CAUSE_IN MODE_S, INTERRUPT | \number
    EPC_FIRST
    TVAL 0
.endm

START
    /* No timer interrupt for now: mtimecmp as far away as it goes. */
    li a0, -1
    li a1, MTIMECMP
    sd a0, 0(a1)
    li a1, CLINT
    sw x0, 0(a1)
    csrw mip, x0
    csrr a0, mip
    CHECK a0, 0

    /* Not delegated: taken in S and U mode whatever mstatus.MIE, in M mode only with it. */
    SET mip, 1 << SSI
    ALLOWED_IN S, nop
    SET mie, 1 << SSI
    CLEAR mstatus, STATUS_MIE | STATUS_MPIE | STATUS_SIE | STATUS_SPIE
    ALLOWED_IN M, nop
    CLEAR mstatus, STATUS_MPIE
    TAKEN S, SSI
    TAKEN U, SSI
    SET mstatus, STATUS_MPIE /* becomes MIE with mret */
    TAKEN M, SSI
    CHECK_BITS s3, STATUS_MIE | STATUS_MPIE | STATUS_MPP, STATUS_MPIE | STATUS_MPP
    CLEAR mstatus, STATUS_MPIE

    /* A write to mip, mie or mstatus takes effect before the next instruction. */
    CLEAR mip, 1 << SSI
    li a1, 1 << SSI
    RUN M
    csrsi mstatus, STATUS_MIE
    .option push
    .option norvc
1:  csrs mip, a1
    nop
    .option pop
    BACK
    CAUSE INTERRUPT | SSI
    CHECK_ADDRESS s1, 1b + 4
    csrw mie, x0
    CLEAR mstatus, STATUS_MPIE
    RUN M
    csrsi mstatus, STATUS_MIE
    .option push
    .option norvc
1:  csrs mie, a1
    nop
    .option pop
    BACK
    CAUSE INTERRUPT | SSI
    CHECK_ADDRESS s1, 1b + 4
    CLEAR mstatus, STATUS_MPIE
    RUN M
    .option push
    .option norvc
1:  csrsi mstatus, STATUS_MIE
    nop
    .option pop
    BACK
    CAUSE INTERRUPT | SSI
    CHECK_ADDRESS s1, 1b + 4
    CLEAR mstatus, STATUS_MPIE | STATUS_MIE

    /* Priority: MEI, MSI, MTI, SEI, SSI, STI. M mode's come from devices: the timer and the software interrupt of the CLINT. */
    li a1, CLINT
    li a0, 1
    sw a0, 0(a1)
    lw a0, 0(a1)
    CHECK a0, 1
    li a2, MTIMECMP
    sd x0, 0(a2)
    SET mip, 1 << SSI | 1 << STI | 1 << SEI
    csrr a0, mip
    CHECK_BITS a0, 0xaaa, 1 << SSI | 1 << MSI | 1 << STI | 1 << MTI | 1 << SEI
    WRITE mie, -1
    TAKEN S, MSI
    sw x0, 0(a1)
    csrr a0, mip
    CHECK_BITS a0, 1 << MSI, 0
    TAKEN S, MTI
    li a0, -1
    sd a0, 0(a2)
    csrr a0, mip
    CHECK_BITS a0, 1 << MTI, 0
    TAKEN S, SEI
    CLEAR mip, 1 << SEI
    TAKEN U, SSI
    CLEAR mip, 1 << SSI
    TAKEN U, STI
    CLEAR mip, 1 << STI
    ALLOWED_IN U, nop

    /* mtime runs; a compare a little ahead interrupts a loop by itself, and wakes wfi. */
    li a3, MTIME
    ld a0, 0(a3)
    addi a0, a0, 200
    sd a0, 0(a2)
    WRITE mie, 1 << MTI
    RUN U
1:  j 1b
    BACK
    CAUSE INTERRUPT | MTI
    CHECK_ADDRESS s1, 1b
    ld a1, 0(a3)
    NEXT_CHECK
    bltu a1, a0, fail
    ld a0, 0(a3)
    addi a0, a0, 200
    sd a0, 0(a2)
    RUN S
    .option push
    .option norvc
1:  wfi
    nop
    j 1b
    .option pop
    BACK
    CAUSE INTERRUPT | MTI
    csrr a1, time
    NEXT_CHECK
    bltu a1, a0, fail
    ld a0, 0(a3) /* pending but with interrupts off: wfi goes on to the next instruction */
    addi a0, a0, 200
    sd a0, 0(a2)
    CLEAR mstatus, STATUS_MIE
1:  wfi
    csrr a1, mip
    andi a1, a1, 1 << MTI
    beqz a1, 1b
    csrr a1, time
    NEXT_CHECK
    bltu a1, a0, fail
    li a0, -1
    sd a0, 0(a2)

    /* Delegated: taken in S mode, in U mode whatever SIE, in S mode only with it, in M mode never. */
    WRITE mideleg, 1 << SSI | 1 << STI | 1 << SEI
    WRITE mie, 1 << SSI | 1 << STI | 1 << SEI
    .macro DELEGATED number
    CLEAR mstatus, STATUS_SIE | STATUS_SPIE
    SET mip, 1 << \number
    TAKEN_IN_S U, \number
    CHECK_BITS s3, STATUS_SPP | STATUS_SPIE | STATUS_SIE, 0
    ALLOWED_IN S, nop
    SET mstatus, STATUS_SIE
    TAKEN_IN_S S, \number
    CHECK_BITS s3, STATUS_SPP | STATUS_SPIE | STATUS_SIE, STATUS_SPP | STATUS_SPIE
    SET mstatus, STATUS_SIE | STATUS_MPIE
    ALLOWED_IN M, nop
    CLEAR sie, 1 << \number
    ALLOWED_IN U, nop
    SET sie, 1 << \number
    TAKEN_IN_S U, \number
    CLEAR mip, 1 << \number
    ALLOWED_IN U, nop
    .endm
    DELEGATED SSI
    DELEGATED STI
    DELEGATED SEI
    SET mip, 1 << SSI | 1 << STI | 1 << SEI
    TAKEN_IN_S U, SEI
    CLEAR mip, 1 << SEI
    TAKEN_IN_S U, SSI
    CLEAR sip, 1 << SSI
    TAKEN_IN_S U, STI
    /* An interrupt for M mode comes before any for S mode, whatever their numbers. */
    WRITE mideleg, 1 << STI | 1 << SEI
    SET mip, 1 << SSI | 1 << STI | 1 << SEI
    TAKEN U, SSI
    CLEAR mip, -1

    /* sret that opens SIE: the interrupt is taken at its target. */
    WRITE mideleg, 1 << SSI | 1 << STI | 1 << SEI
    CLEAR mstatus, STATUS_SIE
    SET mip, 1 << STI
    SET mstatus, STATUS_SPP | STATUS_SPIE
    la a0, 2f
    csrw sepc, a0
    RUN S
    sret
    .balign 4
2:  nop
    BACK
    CAUSE_IN MODE_S, INTERRUPT | STI
    CHECK_ADDRESS s1, 2b
    CLEAR mip, -1

    /* Vectors: four bytes for each cause; exceptions at the base. */
    csrr s7, mtvec
    csrr s8, stvec
    la a0, table
    ori a0, a0, 1
    csrw mtvec, a0
    csrw stvec, a0
    .macro VECTOR delegated, number
    WRITE mideleg, \delegated
    WRITE mie, 1 << \number
    SET mip, 1 << \number
    la a0, 5f
    csrw mepc, a0
    CLEAR mstatus, STATUS_MPP | STATUS_MPIE
    li a7, 99
    la a6, 6f
    mret
    .balign 4
5:  j 5b
6:  CHECK a7, \number
    csrw mie, x0
    CLEAR mip, -1
    .endm
    VECTOR 0, SSI
    VECTOR 0, STI
    VECTOR 0, SEI
    li a1, CLINT
    li a0, 1
    sw a0, 0(a1)
    VECTOR 0, MSI
    sw x0, 0(a1)
    li a2, MTIMECMP
    sd x0, 0(a2)
    VECTOR 0, MTI
    li a0, -1
    sd a0, 0(a2)
    la a6, 6f
    WRITE mideleg, 1 << SSI
    ecall
6:  CHECK a7, 0
    .macro VECTOR_IN_S number
    WRITE mideleg, 1 << \number
    WRITE mie, 1 << \number
    SET mip, 1 << \number
    la a0, 5f
    csrw mepc, a0
    CLEAR mstatus, STATUS_MPP
    csrw mtvec, s7
    la a6, 7f
    la s11, 6f
    li s9, 0
    mret
    .balign 4
5:  j 5b
7:  ecall
6:  CHECK s0, ECALL_S
    CHECK a7, \number
    csrw mie, x0
    CLEAR mip, -1
    .endm
    VECTOR_IN_S SSI
    VECTOR_IN_S STI
    VECTOR_IN_S SEI
    csrw stvec, s8

    /* Sstc: stimecmp makes STIP, which is then nobody's to write. */
    li a0, -1
    csrw CSR_STIMECMP, a0
    WRITE CSR_MENVCFG, 0
    WRITE mcounteren, -1
    ILLEGAL_IN S, csrr a0, CSR_STIMECMP
    ILLEGAL_IN S, csrw CSR_STIMECMP, x0
    ILLEGAL_IN U, csrr a0, CSR_STIMECMP
    ALLOWED_IN M, csrr a0, CSR_STIMECMP
    WRITE CSR_MENVCFG, ENVCFG_STCE
    ALLOWED_IN S, csrr a0, CSR_STIMECMP
    CHECK a0, -1
    ILLEGAL_IN U, csrr a0, CSR_STIMECMP
    WRITE mcounteren, 0xfffffffd
    ILLEGAL_IN S, csrr a0, CSR_STIMECMP
    WRITE mcounteren, 2
    csrr a0, mip
    CHECK_BITS a0, 1 << STI, 0
    SET mip, 1 << STI
    csrr a0, mip
    CHECK_BITS a0, 1 << STI, 0
    csrw CSR_STIMECMP, x0
    csrr a0, mip
    CHECK_BITS a0, 1 << STI, 1 << STI
    CLEAR mip, 1 << STI
    csrr a0, mip
    CHECK_BITS a0, 1 << STI, 1 << STI
    WRITE mie, 1 << STI
    WRITE mideleg, 0
    TAKEN U, STI
    WRITE mideleg, 1 << STI
    TAKEN_IN_S U, STI
    csrr a0, time
    addi a0, a0, 200
    csrw CSR_STIMECMP, a0
    RUN U
1:  j 1b
    BACK
    CAUSE_IN MODE_S, INTERRUPT | STI
    csrr a1, time
    NEXT_CHECK
    bltu a1, a0, fail
    li a0, -1
    csrw CSR_STIMECMP, a0
    ALLOWED_IN U, nop
    WRITE CSR_MENVCFG, 0
    csrr a0, mip
    CHECK_BITS a0, 1 << STI, 0
    SET mip, 1 << STI
    csrr a0, mip
    CHECK_BITS a0, 1 << STI, 1 << STI
    PASS

    .balign 256
table: /* sixteen entries, each a jump; the routine behind says which one it was and goes on at a6 */
    .option push
    .option norvc
    .irp n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
    j vector_\n
    .endr
    .option pop
    .irp n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
vector_\n:
    li a7, \n
    jr a6
    .endr
