/* Each hart begins here, in M mode, with a stack of its own, and calls main(hart). A trap that nobody expects is a failure. */
    .section .text.start, "ax"
    .globl _start
_start:
    csrw mie, zero
    la t0, unexpected
    csrw mtvec, t0
    li t0, 3 << 13 /* FS */
    csrs mstatus, t0
    fscsr zero
    li t0, -1
    csrw pmpaddr0, t0
    li t0, 0x1f
    csrw pmpcfg0, t0
    li t0, 7
    csrw mcounteren, t0
    csrw scounteren, t0
    csrr a0, mhartid
    la sp, stacks
    addi t0, a0, 1
    slli t0, t0, 14
    add sp, sp, t0
    call main
    j finish

    .balign 4
unexpected:
    csrr a0, mcause
    andi a0, a0, 0x3f
    addi a0, a0, 1000
    /* Fall through. */

    .globl finish
finish:
    slli a0, a0, 1
    ori a0, a0, 1
    la t0, tohost
    sd a0, 0(t0)
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

    .bss
    .balign 4096
stacks: .skip 4 << 14
