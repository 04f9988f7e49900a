/* Zifencei: code that a program writes is executed after fence.i, as often as it changes, in loops and under itself. */
#include "program.h"

START
    la s0, patch
    fence
    fence rw, w
    .insn i 0x0f, 0, x0, x0, -0x7cd /* fence.tso */
    /* A function that is called, changed, called again. */
    call patch
    CHECK a0, 1
    lw a1, instruction_2
    sw a1, 0(s0)
    fence.i
    call patch
    CHECK a0, 2

    /* Often, so that a translator has taken the loop as hot. */
    li s1, 300
    li s2, 0
    li s3, 0
1:  andi a2, s1, 1
    slli a2, a2, 2
    la a3, instructions
    add a3, a3, a2
    lw a1, 0(a3)
    sw a1, 0(s0)
    fence.i
    call patch
    add s2, s2, a0
    addi s3, s3, 1
    addi s1, s1, -1
    bnez s1, 1b
    CHECK s2, 150 * 1 + 150 * 2
    CHECK s3, 300

    /* The instruction right behind fence.i changes, in the same straight line. */
    li s1, 100
    li s2, 0
2:  andi a2, s1, 1
    slli a2, a2, 2
    la a3, instructions
    add a3, a3, a2
    lw a1, 0(a3)
    la a4, 3f
    sw a1, 0(a4)
    fence.i
    .balign 4
    .option push
    .option norvc
3:  addi a0, x0, 7
    .option pop
    add s2, s2, a0
    addi s1, s1, -1
    bnez s1, 2b
    CHECK s2, 50 * 1 + 50 * 2

    /* A function built in data, of compressed instructions, at an odd halfword and across a page. */
    la s4, page + 4094
    li a1, 0x450d /* c.li a0, 3 */
    sh a1, 0(s4)
    li a1, 0x8082 /* c.jr ra */
    sh a1, 2(s4)
    fence.i
    jalr s4
    CHECK a0, 3
    lw a1, instruction_5 /* four bytes over the boundary, then c.jr ra */
    sh a1, 0(s4)
    srli a1, a1, 16
    sh a1, 2(s4)
    li a1, 0x8082
    sh a1, 4(s4)
    fence.i
    jalr s4
    CHECK a0, 5
    la a1, instruction_6 /* only the half on the second page changes */
    lhu a1, 2(a1)
    sh a1, 2(s4)
    fence.i
    jalr s4
    CHECK a0, 6
    PASS

    .balign 4
    .option push
    .option norvc
patch:
    addi a0, x0, 1
    ret
instructions:
    addi a0, x0, 2
instruction_1:
    addi a0, x0, 1
    .set instruction_2, instructions
instruction_5:
    addi a0, x0, 5
instruction_6:
    addi a0, x0, 6
    .option pop

    .bss
    .balign 4096
page: .skip 8192
