/* Interrupts of guests: injected by hvip, by the guest's timer; delegated to the guest, or taken in HS and M mode. */
#define SUPERVISOR
#define HYPERVISOR
#include "program.h"

#define MTIMECMP 0x2004000
#define ALL_VS (1 << VSSI | 1 << VSTI | 1 << VSEI)

.macro TAKEN mode, handler, number
    RUN \mode
    .option push
    .option norvc
    nop
    .option pop
    BACK
    CAUSE_IN \handler, INTERRUPT | \number
    EPC_FIRST
    TVAL 0
.endm

/* hip shows a change of the timers' sources at last, not at once. */
.macro AWAIT_HIP value
    li a0, 1 << 20
1:  csrr a2, CSR_HIP
    li a3, \value
    beq a2, a3, 2f
    addi a0, a0, -1
    bnez a0, 1b
2:  SAME a2, a3
.endm

START
    li a0, -1
    li a1, MTIMECMP
    sd a0, 0(a1)
    csrw mip, x0
    WRITE mideleg, 1 << SSI | 1 << STI | 1 << SEI
    CLEAR mstatus, STATUS_SIE | STATUS_MIE | STATUS_MPIE

    /* Not delegated by hideleg: to HS, with the numbers of VS level; never while in HS with SIE off, nor in M. */
    .macro TO_HS number
    WRITE CSR_HIDELEG, 0
    WRITE CSR_HVIP, 1 << \number
    ALLOWED_IN VS, nop
    WRITE CSR_HIE, 1 << \number
    TAKEN VS, MODE_S, \number
    CHECK_BITS s6, HSTATUS_SPV | HSTATUS_SPVP | HSTATUS_GVA, HSTATUS_SPV | HSTATUS_SPVP
    CHECK_BITS s3, STATUS_SPP, STATUS_SPP
    TAKEN VU, MODE_S, \number
    CHECK_BITS s6, HSTATUS_SPV | HSTATUS_SPVP, HSTATUS_SPV
    TAKEN U, MODE_S, \number
    CHECK_BITS s6, HSTATUS_SPV, 0
    CLEAR mstatus, STATUS_SIE
    ALLOWED_IN S, nop
    ALLOWED_IN M, nop
    SET mstatus, STATUS_SIE
    TAKEN S, MODE_S, \number
    CLEAR mstatus, STATUS_SIE
    .endm
    TO_HS VSSI
    TO_HS VSTI
    TO_HS VSEI

    /* Delegated: to VS, with the numbers of S level; in VU whatever vsstatus.SIE, in VS with it, in HS, U and M never. */
    .macro TO_VS number, seen
    WRITE CSR_HIDELEG, 1 << \number
    WRITE CSR_HVIP, 1 << \number
    WRITE CSR_HIE, 1 << \number
    WRITE CSR_VSSTATUS, STATUS_FS
    ALLOWED_IN VS, nop
    TAKEN VU, MODE_VS, \seen
    WRITE CSR_VSSTATUS, STATUS_FS | STATUS_SIE
    TAKEN VS, MODE_VS, \seen
    CHECK_BITS s3, STATUS_SPP | STATUS_SPIE | STATUS_SIE, STATUS_SPP | STATUS_SPIE
    csrr a0, CSR_VSCAUSE
    CHECK a0, INTERRUPT | \seen
    csrr a0, CSR_VSEPC
    SAME a0, s10
    ALLOWED_IN U, nop
    SET mstatus, STATUS_SIE
    ALLOWED_IN S, nop
    CLEAR mstatus, STATUS_SIE
    WRITE CSR_HIE, 0
    ALLOWED_IN VU, nop
    WRITE CSR_VSIE, 1 << \seen
    TAKEN VU, MODE_VS, \seen
    csrw CSR_HIE, x0
    csrw CSR_HVIP, x0
    ALLOWED_IN VU, nop
    .endm
    TO_VS VSSI, SSI
    TO_VS VSTI, STI
    TO_VS VSEI, SEI

    /* Priority within a guest: external, software, timer; the host's interrupts come before the guest's. */
    WRITE CSR_HIDELEG, ALL_VS
    WRITE CSR_HVIP, ALL_VS
    WRITE CSR_HIE, ALL_VS
    TAKEN VU, MODE_VS, SEI
    WRITE CSR_HVIP, 1 << VSSI | 1 << VSTI
    TAKEN VU, MODE_VS, SSI
    SET mie, 1 << STI
    SET mip, 1 << STI
    TAKEN VU, MODE_S, STI
    SET mie, 1 << SEI
    SET mip, 1 << SEI
    TAKEN VS, MODE_S, SEI
    WRITE CSR_HIDELEG, 1 << VSTI
    CLEAR mip, 1 << STI | 1 << SEI
    TAKEN VU, MODE_S, VSSI
    WRITE CSR_HIDELEG, 1 << VSSI
    TAKEN VU, MODE_S, VSTI
    CLEAR mie, 1 << STI | 1 << SEI
    WRITE CSR_HIDELEG, 0
    WRITE CSR_HVIP, ALL_VS
    TAKEN VU, MODE_S, VSEI
    li a1, MTIMECMP
    sd x0, 0(a1)
    SET mie, 1 << MTI
    RUN VS
    nop
    BACK
    CAUSE INTERRUPT | MTI
    CHECK_BITS s3, STATUS_MPV | STATUS_MPP, STATUS_MPV | STATUS_MPP_S
    li a0, -1
    sd a0, 0(a1)
    CLEAR mie, 1 << MTI
    csrw CSR_HVIP, x0

    /* A guest sends itself a software interrupt, and clears it in its sip. */
    WRITE CSR_HIDELEG, ALL_VS
    WRITE CSR_HIE, ALL_VS
    WRITE CSR_VSSTATUS, STATUS_FS | STATUS_SIE
    RUN VS
    .option push
    .option norvc
1:  csrsi sip, 1 << SSI
    nop
    .option pop
    BACK
    CAUSE_IN MODE_VS, INTERRUPT | SSI
    CHECK_ADDRESS s1, 1b + 4
    csrr a0, CSR_HVIP
    CHECK a0, 1 << VSSI
    WRITE CSR_VSSTATUS, STATUS_FS
    ALLOWED_IN VS, csrci sip, 1 << SSI
    csrr a0, CSR_HVIP
    CHECK a0, 0

    /* wfi in a guest wakes for what is pending and enabled there. */
    WRITE CSR_HVIP, 1 << VSTI
    ALLOWED_IN VS, wfi
    csrw CSR_HVIP, x0

    /* The guest's vectors. */
    csrr s8, CSR_VSTVEC
    la a0, table
    ori a0, a0, 1
    csrw CSR_VSTVEC, a0
    .macro VECTOR number, seen
    WRITE CSR_HVIP, 1 << \number
    li a7, 99
    la a6, 7f
    RUN VU
    j 77b
7:  BACK
    CHECK s0, ECALL_VS
    CHECK a7, \seen
    csrw CSR_HVIP, x0
    .endm
    VECTOR VSSI, SSI
    VECTOR VSTI, STI
    VECTOR VSEI, SEI
    WRITE medeleg, 1 << BREAKPOINT
    WRITE CSR_HEDELEG, 1 << BREAKPOINT
    li a7, 99
    la a6, 7f
    RUN VU
    ebreak
7:  BACK
    CHECK s0, ECALL_VS
    CHECK a7, 0
    WRITE medeleg, 0
    csrw CSR_VSTVEC, s8

    /* vstimecmp: the guest's stimecmp, against the guest's time; gated by menvcfg, henvcfg and both counteren. */
    li a0, -1
    csrw CSR_VSTIMECMP, a0
    csrw CSR_STIMECMP, a0
    WRITE mcounteren, -1
    WRITE CSR_HCOUNTEREN, -1
    WRITE CSR_MENVCFG, 0
    ILLEGAL_IN S, csrr a0, CSR_VSTIMECMP
    ILLEGAL_IN VS, csrr a0, CSR_STIMECMP
    WRITE CSR_MENVCFG, ENVCFG_STCE
    ALLOWED_IN S, csrr a0, CSR_VSTIMECMP
    CHECK a0, -1
    VIRTUAL_IN VS, csrr a0, CSR_VSTIMECMP
    VIRTUAL_IN VS, csrr a0, CSR_STIMECMP
    WRITE CSR_HENVCFG, ENVCFG_STCE
    ALLOWED_IN VS, csrr a0, CSR_STIMECMP
    VIRTUAL_IN VU, csrr a0, CSR_STIMECMP
    WRITE CSR_HCOUNTEREN, 0xfffffffd
    VIRTUAL_IN VS, csrr a0, CSR_STIMECMP
    WRITE CSR_HCOUNTEREN, -1
    WRITE mcounteren, 0xfffffffd
    ILLEGAL_IN VS, csrr a0, CSR_STIMECMP
    ILLEGAL_IN S, csrr a0, CSR_VSTIMECMP
    WRITE mcounteren, -1
    csrr a0, CSR_HIP
    CHECK a0, 0
    RUN VS
    csrw CSR_STIMECMP, x0
    BACK
    csrr a0, CSR_VSTIMECMP
    CHECK a0, 0
    csrr a0, CSR_STIMECMP
    CHECK a0, -1
    csrr a0, CSR_HIP
    CHECK a0, 1 << VSTI
    csrr a0, CSR_HVIP /* the timer does not show in hvip */
    CHECK a0, 0
    csrr a0, CSR_VSIP
    CHECK a0, 1 << STI
    WRITE CSR_HIE, 1 << VSTI
    TAKEN VU, MODE_VS, STI
    WRITE CSR_HIDELEG, 0
    TAKEN VU, MODE_S, VSTI
    WRITE CSR_HIDELEG, ALL_VS
    /* The guest's time is time + htimedelta. */
    csrr a0, time
    li a1, 1 << 40
    csrw CSR_HTIMEDELTA, a1
    add a0, a0, a1
    addi a0, a0, 300
    csrw CSR_VSTIMECMP, a0
    RUN VU
1:  j 1b
    BACK
    CAUSE_IN MODE_VS, INTERRUPT | STI
    TRY VS, csrr a1, time
    NEXT_CHECK
    bltu a1, a0, fail
    csrw CSR_HTIMEDELTA, x0
    AWAIT_HIP 0
    WRITE CSR_HTIMEDELTA, -1 << 20 /* the guest's clock before the host's: its time is negative, and so after everything */
    AWAIT_HIP 1 << VSTI
    csrw CSR_HTIMEDELTA, x0
    /* hvip's bit and the timer are ored. */
    li a0, -1
    csrw CSR_VSTIMECMP, a0
    WRITE CSR_HVIP, 1 << VSTI
    AWAIT_HIP 1 << VSTI
    csrw CSR_HVIP, x0
    AWAIT_HIP 0
    PASS

    .balign 256
table:
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
