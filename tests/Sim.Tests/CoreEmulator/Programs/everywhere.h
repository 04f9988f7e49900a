/*
 * For programs that only compute: they run to their end five times, in M mode, then under pages of 4 KiB in S and U, and in
 * a guest under two stages in VS and VU. A check that fails reports its number plus a million for each world before this one.
 */
#ifndef EVERYWHERE_H
#define EVERYWHERE_H
#include "program.h"

#define WORLD_NUMBERS 1000000
#define MAPPED_PAGES 512

.macro START_EVERYWHERE
    .section .text.start, "ax"
    .globl _start
_start:
    csrr t0, mhartid
1:  bnez t0, 1b
    la t0, leave
    csrw mtvec, t0
    csrw mie, zero
    csrw medeleg, zero
    li t0, -1
    csrw pmpaddr0, t0
    li t0, 0x1f
    csrw pmpcfg0, t0
    li t0, STATUS_FS
    csrs mstatus, t0
    csrw CSR_VSSTATUS, t0
    csrw CSR_HSTATUS, zero
    /* The same pages for supervisors and for users; for guests, one large page in the second stage. */
    la a0, pages_s
    la a1, pages_u
    li a2, (0x80000000 >> 2) | PTE_ALL
    li a3, (0x80000000 >> 2) | PTE_ALL | PTE_U
    li a4, MAPPED_PAGES
1:  sd a2, 0(a0)
    sd a3, 0(a1)
    addi a0, a0, 8
    addi a1, a1, 8
    addi a2, a2, 1024
    addi a3, a3, 1024
    addi a4, a4, -1
    bnez a4, 1b
    .macro POINT slot, target
    la t0, \target
    srli t0, t0, 2
    ori t0, t0, PTE_V
    la t1, \slot
    sd t0, 0(t1)
    .endm
    POINT middle_s, pages_s
    POINT middle_u, pages_u
    POINT root_s + 16, middle_s
    POINT root_u + 16, middle_u
    POINT root_g + 16, middle_g
    li t0, (0x80000000 >> 2) | PTE_ALL | PTE_U
    la t1, middle_g
    sd t0, 0(t1)
    /* World 0 is M mode as it is. */
    li gp, 0
    j program

pass:
    ecall
leave: /* from the world that ended, or that took a trap it should not have */
    csrr t0, mcause
    addi t0, t0, -ECALL_U
    sltiu t0, t0, 4
    beqz t0, fail
    la t0, world
    ld t1, 0(t0)
    addi t1, t1, 1
    sd t1, 0(t0)
    la t2, root_s
    andi t3, t1, 1
    li t4, STATUS_MPP_S
    bnez t3, 1f
    la t2, root_u
    li t4, 0
1:  srli t2, t2, 12
    li t3, SV39 << 60
    or t2, t2, t3
    li t3, STATUS_MPP | STATUS_MPV
    csrc mstatus, t3
    li t0, 3
    bltu t1, t0, 2f
    li t0, 5
    beq t1, t0, 3f
    li t3, STATUS_MPV
    or t4, t4, t3
    csrw CSR_VSATP, t2
    la t2, root_g
    srli t2, t2, 12
    li t3, SV39 << 60
    or t2, t2, t3
    csrw CSR_HGATP, t2
    hfence.gvma
    hfence.vvma
    j 4f
2:  csrw satp, t2
    sfence.vma
4:  csrs mstatus, t4
    la t0, program
    csrw mepc, t0
    csrw fcsr, zero
    li gp, 0
    mret
3:  li gp, 1
    j report
    .globl fail
fail:
    ld t5, world
    li t6, WORLD_NUMBERS
    mul t5, t5, t6
    add gp, gp, t5
    slli gp, gp, 1
    ori gp, gp, 1
report:
    la t5, tohost
    sd gp, 0(t5)
1:  j 1b

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

    .data
    .balign 8
world: .dword 0

    .bss
    .balign 16384
root_g: .skip 16384
middle_g: .skip 4096
root_s: .skip 4096
middle_s: .skip 4096
pages_s: .skip 4096
root_u: .skip 4096
middle_u: .skip 4096
pages_u: .skip 4096

    .text
    .balign 4
program:
.endm

#endif
