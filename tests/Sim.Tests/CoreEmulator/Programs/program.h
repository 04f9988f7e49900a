/*
 * What the test programs share: the start, the end, numbered checks, and experiments that run in a chosen mode.
 *
 * A program includes this file, writes its checks after START, and ends with PASS. It speaks to the outside through the
 * 64-bit word `tohost`: 1 means that all went well, (n << 1) | 1 that check n failed or, when a trap came that nobody
 * expected, that check n was not reached. While a program runs, gp holds the number of the latest check.
 *
 * An experiment is written RUN mode ... BACK (or, for one instruction, TRY mode, instruction). It starts in M mode, runs
 * in `mode` (M, S, U, VS, VU), and goes on in M mode behind BACK after the first trap, be it the one which the instruction
 * under test takes or the ecall in BACK. The trap may be handled in any mode; what its handler saw is then in
 *     s0 cause   s1 epc   s2 tval   s3 mstatus, sstatus or vsstatus   s4 tval2 (mtval2, htval)   s5 tinst   s6 hstatus
 *     s9 the mode that handled it (MODE_M, MODE_S, MODE_VS)
 * Macros use t5 and t6 as they like.
 */
#ifndef PROGRAM_H
#define PROGRAM_H

/* Fields of mstatus, sstatus and vsstatus. */
#define STATUS_SIE   (1 << 1)
#define STATUS_MIE   (1 << 3)
#define STATUS_SPIE  (1 << 5)
#define STATUS_MPIE  (1 << 7)
#define STATUS_SPP   (1 << 8)
#define STATUS_VS    (3 << 9)
#define STATUS_MPP   (3 << 11)
#define STATUS_MPP_S (1 << 11)
#define STATUS_FS    (3 << 13)
#define STATUS_MPRV  (1 << 17)
#define STATUS_SUM   (1 << 18)
#define STATUS_MXR   (1 << 19)
#define STATUS_TVM   (1 << 20)
#define STATUS_TW    (1 << 21)
#define STATUS_TSR   (1 << 22)
#define STATUS_GVA   (1 << 38)
#define STATUS_MPV   (1 << 39)

/* Fields of hstatus. */
#define HSTATUS_GVA  (1 << 6)
#define HSTATUS_SPV  (1 << 7)
#define HSTATUS_SPVP (1 << 8)
#define HSTATUS_HU   (1 << 9)
#define HSTATUS_VTVM (1 << 20)
#define HSTATUS_VTW  (1 << 21)
#define HSTATUS_VTSR (1 << 22)

/* Interrupts: their numbers. */
#define SSI   1
#define VSSI  2
#define MSI   3
#define STI   5
#define VSTI  6
#define MTI   7
#define SEI   9
#define VSEI 10
#define MEI  11
#define SGEI 12
#define INTERRUPT (1 << 63)

/* Exceptions: their causes. */
#define FETCH_ACCESS       1
#define ILLEGAL            2
#define BREAKPOINT         3
#define LOAD_MISALIGNED    4
#define LOAD_ACCESS        5
#define STORE_MISALIGNED   6
#define STORE_ACCESS       7
#define ECALL_U            8
#define ECALL_S            9
#define ECALL_VS          10
#define ECALL_M           11
#define FETCH_PAGE        12
#define LOAD_PAGE         13
#define STORE_PAGE        15
#define FETCH_GUEST_PAGE  20
#define LOAD_GUEST_PAGE   21
#define VIRTUAL           22
#define STORE_GUEST_PAGE  23

/* CSRs that the assembler may not know by name. */
#define CSR_STIMECMP   0x14d
#define CSR_VSTIMECMP  0x24d
#define CSR_SENVCFG    0x10a
#define CSR_HENVCFG    0x60a
#define CSR_MENVCFG    0x30a
#define CSR_MTINST     0x34a
#define CSR_MTVAL2     0x34b
#define CSR_HTVAL      0x643
#define CSR_HTINST     0x64a
#define CSR_HSTATUS    0x600
#define CSR_HEDELEG    0x602
#define CSR_HIDELEG    0x603
#define CSR_HIE        0x604
#define CSR_HTIMEDELTA 0x605
#define CSR_HCOUNTEREN 0x606
#define CSR_HGEIE      0x607
#define CSR_HIP        0x644
#define CSR_HVIP       0x645
#define CSR_HGATP      0x680
#define CSR_HGEIP      0xe12
#define CSR_VSSTATUS   0x200
#define CSR_VSIE       0x204
#define CSR_VSTVEC     0x205
#define CSR_VSSCRATCH  0x240
#define CSR_VSEPC      0x241
#define CSR_VSCAUSE    0x242
#define CSR_VSTVAL     0x243
#define CSR_VSIP       0x244
#define CSR_VSATP      0x280

/* Fields of menvcfg and henvcfg (the lower ones of senvcfg too). */
#define ENVCFG_FIOM  (1 << 0)
#define ENVCFG_CBIE  (3 << 4)
#define ENVCFG_CBIE_FLUSH (1 << 4)
#define ENVCFG_CBCFE (1 << 6)
#define ENVCFG_CBZE  (1 << 7)
#define ENVCFG_ADUE  (1 << 61)
#define ENVCFG_PBMTE (1 << 62)
#define ENVCFG_STCE  (1 << 63)

/* Page-table entries and the modes of satp, vsatp and hgatp. */
#define PTE_V (1 << 0)
#define PTE_R (1 << 1)
#define PTE_W (1 << 2)
#define PTE_X (1 << 3)
#define PTE_U (1 << 4)
#define PTE_G (1 << 5)
#define PTE_A (1 << 6)
#define PTE_D (1 << 7)
#define PTE_RW (PTE_V | PTE_R | PTE_W | PTE_A | PTE_D)
#define PTE_ALL (PTE_RW | PTE_X)
#define PTE_PBMT_NC (1 << 61)
#define PTE_PBMT_IO (2 << 61)
#define PTE_PBMT_RESERVED (3 << 61)
#define PTE_N (1 << 63)
#define SV39 8
#define SV48 9

#define MODE_M  3
#define MODE_S  1
#define MODE_VS 5

.option norelax
.set check, 0

/* The program's first words: state that every program starts from. */
.macro START
    .section .text.start, "ax"
    .globl _start
_start:
    csrr t0, mhartid
1:  bnez t0, 1b
    la s11, unexpected
    li s9, 0
    li gp, 0
    la t0, trap_m
    csrw mtvec, t0
    csrw mie, zero
    li t0, STATUS_FS
    csrs mstatus, t0
    li t0, -1
    csrw pmpaddr0, t0
    li t0, 0x1f
    csrw pmpcfg0, t0
#ifdef SUPERVISOR
    csrw medeleg, zero
    csrw mideleg, zero
    csrw satp, zero
    la t0, trap_s
    csrw stvec, t0
#endif
#ifdef HYPERVISOR
    csrw CSR_HSTATUS, zero
    csrw CSR_HEDELEG, zero
    csrw CSR_HIDELEG, zero
    csrw CSR_HGATP, zero
    csrw CSR_VSATP, zero
    csrw CSR_HVIP, zero
    la t0, trap_vs
    csrw CSR_VSTVEC, t0
    li t0, STATUS_FS
    csrw CSR_VSSTATUS, t0
#endif
    j program

unexpected:
    addi gp, gp, 1
    .globl fail
fail:
    slli gp, gp, 1
    ori gp, gp, 1
    j report
pass:
    li gp, 1
report:
    li t5, STATUS_MPRV
    csrc mstatus, t5
    la t5, tohost
    sd gp, 0(t5)
1:  j 1b

    .balign 64
trap_m:
    bnez s9, 1f
    csrr s0, mcause
    csrr s1, mepc
    csrr s2, mtval
    csrr s3, mstatus
    li s9, MODE_M
#ifdef HYPERVISOR
    csrr s4, CSR_MTVAL2
    csrr s5, CSR_MTINST
    csrr s6, CSR_HSTATUS
#endif
    j 2f
1:  csrr t5, mcause /* the ecall of another mode's handler, or a mistake */
    addi t5, t5, -ECALL_S
    sltiu t5, t5, 2
    beqz t5, unexpected
2:  mv t5, s11
    la s11, unexpected
    jr t5

#ifdef SUPERVISOR
    .balign 64
trap_s:
    csrr s0, scause
    csrr s1, sepc
    csrr s2, stval
    csrr s3, sstatus
    li s9, MODE_S
#ifdef HYPERVISOR
    csrr s4, CSR_HTVAL
    csrr s5, CSR_HTINST
    csrr s6, CSR_HSTATUS
#endif
    ecall
#endif
#ifdef HYPERVISOR
    .balign 64
trap_vs:
    csrr s0, scause
    csrr s1, sepc
    csrr s2, stval
    csrr s3, sstatus
    li s9, MODE_VS
    ecall
#endif

enter_M:
    li t6, STATUS_MPP
    j 1f
enter_S:
    li t6, STATUS_MPP_S
    j 1f
enter_U:
    li t6, 0
    j 1f
enter_VS:
    li t6, STATUS_MPP_S | STATUS_MPV
    j 1f
enter_VU:
    li t6, STATUS_MPV
1:  li t5, STATUS_MPP | STATUS_MPV
    csrc mstatus, t5
    csrs mstatus, t6
    csrw mepc, s10
    li s9, 0
    mret

    .section .tohost, "aw"
    .balign 64
    .globl tohost, fromhost
    .type tohost, @object
    .size tohost, 8
    .type fromhost, @object
    .size fromhost, 8
tohost: .dword 0
    .balign 64
fromhost: .dword 0

    .text
    .balign 4
program:
.endm

.macro PASS
    j pass
.endm

.macro RUN mode
    la s11, 78f
    la s10, 77f
    j enter_\mode
    .balign 4
77:
.endm

.macro BACK
    ecall
78:
.endm

.macro TRY mode, instruction:vararg
    RUN \mode
    .option push
    .option norvc
    \instruction
    .option pop
    BACK
.endm

.macro NEXT_CHECK
    .set check, check + 1
    li gp, check
.endm

/* The register holds the value. */
.macro CHECK register, value
    NEXT_CHECK
    li t6, \value
    bne \register, t6, fail
.endm

/* The register holds an address. */
.macro CHECK_ADDRESS register, label
    NEXT_CHECK
    la t6, \label
    bne \register, t6, fail
.endm

/* Both registers hold the same. */
.macro SAME register, other
    NEXT_CHECK
    bne \register, \other, fail
.endm

/* The bits of the mask have the value in the register. */
.macro CHECK_BITS register, mask, value
    NEXT_CHECK
    li t6, \mask
    and t5, \register, t6
    li t6, \value
    bne t5, t6, fail
.endm

/* The latest experiment ended in a trap of this cause, handled in M mode. */
.macro CAUSE cause
    CHECK s0, \cause
    CHECK s9, MODE_M
.endm

/* The latest experiment ended in a trap of this cause, handled in the mode given. */
.macro CAUSE_IN handler, cause
    CHECK s0, \cause
    CHECK s9, \handler
.endm

/* The latest experiment ended in a trap of one of two causes. */
.macro CAUSE_EITHER cause, other
    NEXT_CHECK
    li t6, \cause
    beq s0, t6, 1f
    li t6, \other
    bne s0, t6, fail
1:  CHECK s9, MODE_M
.endm

.macro TVAL value
    CHECK s2, \value
.endm

.macro TVAL_ADDRESS label
    CHECK_ADDRESS s2, \label
.endm

/* The trap was taken at the first instruction of the experiment. */
.macro EPC_FIRST
    NEXT_CHECK
    bne s1, s10, fail
.endm

/* The latest experiment came to its end without a trap. */
.macro FINE_IN_M
    CHECK s0, ECALL_M
.endm
.macro FINE_IN_S
    CHECK s0, ECALL_S
.endm
.macro FINE_IN_U
    CHECK s0, ECALL_U
.endm
.macro FINE_IN_VS
    CHECK s0, ECALL_VS
.endm
.macro FINE_IN_VU
    CHECK s0, ECALL_U
.endm

/* An instruction which is tried and found illegal in the mode; mtval holds its bits. */
.macro ILLEGAL_IN mode, instruction:vararg
    TRY \mode, \instruction
    CAUSE ILLEGAL
    NEXT_CHECK
    bne s1, s10, fail
    NEXT_CHECK
    lwu t6, 0(s10)
    bne s2, t6, fail
.endm

/* An instruction which raises a virtual-instruction exception in the mode; mtval holds its bits. */
.macro VIRTUAL_IN mode, instruction:vararg
    TRY \mode, \instruction
    CAUSE VIRTUAL
    NEXT_CHECK
    bne s1, s10, fail
    NEXT_CHECK
    lwu t6, 0(s10)
    bne s2, t6, fail
.endm

/* An instruction which is allowed in the mode. */
.macro ALLOWED_IN mode, instruction:vararg
    TRY \mode, \instruction
    FINE_IN_\mode
.endm

/* Set and clear bits of a CSR; write a value or an address into one. */
.macro SET csr, bits
    li t6, \bits
    csrs \csr, t6
.endm
.macro CLEAR csr, bits
    li t6, \bits
    csrc \csr, t6
.endm
.macro WRITE csr, value
    li t6, \value
    csrw \csr, t6
.endm
.macro WRITE_ADDRESS csr, label
    la t6, \label
    csrw \csr, t6
.endm

/* What a CSR reads after a write. */
.macro READS_AS csr, written, read
    WRITE \csr, \written
    csrr a0, \csr
    CHECK a0, \read
.endm

#endif
