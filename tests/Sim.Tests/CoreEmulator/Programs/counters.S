/* Counters: they count, are written, stop, and are read by those who may. */
#define SUPERVISOR
#include "program.h"

START
    .option norvc
    /* instret counts what retires; a write says what the next instruction reads. */
    csrw minstret, x0
    csrr a0, minstret
    CHECK a0, 0
    li a1, 1000
    csrw minstret, a1
    nop
    nop
    nop
    csrr a0, minstret
    CHECK a0, 1003
    csrr a0, instret
    csrr a1, instret
    sub a0, a1, a0
    CHECK a0, 1
    csrr a0, minstret
    j 1f
1:  beqz x0, 2f
    nop
2:  csrr a1, minstret
    sub a0, a1, a0
    CHECK a0, 3
    /* An instruction that traps does not retire: RUN and BACK with one more instruction cost one more. */
    csrr s7, minstret
    TRY M, nop
    csrr a1, minstret
    sub s7, a1, s7
    csrr s8, minstret
    TRY M, ebreak
    csrr a1, minstret
    sub s8, a1, s8
    addi s7, s7, -1
    SAME s7, s8
    li s0, 100
    csrr a0, minstret
3:  addi s0, s0, -1
    bnez s0, 3b
    csrr a1, minstret
    sub a0, a1, a0
    CHECK a0, 201
    li a1, 0xffffffffffffffff /* 64 bits, then around */
    csrw minstret, a1
    nop
    csrr a0, minstret
    CHECK a0, 0

    /* mcycle moves forward with it. */
    li a1, 0x123456789a
    csrw mcycle, a1
    csrr a0, mcycle
    csrr a2, cycle
    NEXT_CHECK
    bltu a0, a1, fail
    NEXT_CHECK
    bltu a2, a0, fail
    li a1, 0x12345678ff
    NEXT_CHECK
    bgtu a2, a1, fail
    csrr a0, cycle
    li a1, 1000
1:  addi a1, a1, -1
    bnez a1, 1b
    csrr a2, cycle
    NEXT_CHECK
    bleu a2, a0, fail

    /* mcountinhibit stops each alone. */
    csrwi 0x320, 4
    csrw minstret, x0
    csrr a1, mcycle
    nop
    nop
    csrr a0, minstret
    CHECK a0, 0
    li a2, 100
1:  addi a2, a2, -1
    bnez a2, 1b
    csrr a2, mcycle
    NEXT_CHECK
    bleu a2, a1, fail
    csrwi 0x320, 1
    csrr a1, mcycle
    nop
    csrr a2, mcycle
    SAME a1, a2
    csrr a1, minstret
    nop
    csrr a2, minstret
    sub a2, a2, a1
    CHECK a2, 2
    csrwi 0x320, 0

    /* time never goes back, and goes on by itself. */
    csrr a0, time
    li a3, 1 << 24
1:  csrr a1, time
    NEXT_CHECK
    bltu a1, a0, fail
    addi a3, a3, -1
    NEXT_CHECK
    beqz a3, fail
    beq a1, a0, 1b

    /* mcounteren opens the counters to S mode; U mode needs scounteren's leave too. */
    .macro GATE bit, csr
    WRITE mcounteren, 0
    WRITE scounteren, -1
    ALLOWED_IN M, csrr a0, \csr
    ILLEGAL_IN S, csrr a0, \csr
    ILLEGAL_IN U, csrr a0, \csr
    WRITE mcounteren, 1 << \bit
    ALLOWED_IN S, csrr a0, \csr
    ALLOWED_IN U, csrr a0, \csr
    ILLEGAL_IN S, csrw \csr, x0
    WRITE scounteren, 0xffffffff & ~(1 << \bit)
    ALLOWED_IN S, csrr a0, \csr
    ILLEGAL_IN U, csrr a0, \csr
    WRITE mcounteren, 0xffffffff & ~(1 << \bit)
    ILLEGAL_IN S, csrr a0, \csr
    WRITE mcounteren, 0xffffffff
    WRITE scounteren, 1 << \bit
    ALLOWED_IN U, csrr a0, \csr
    .endm
    GATE 0, cycle
    GATE 1, time
    GATE 2, instret

    /* The 29 others are there, count nothing or something, and are gated alike. */
    .irp n, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31
    ALLOWED_IN M, csrr a0, mhpmcounter\n
    ALLOWED_IN M, csrw mhpmcounter\n, x0
    ALLOWED_IN M, csrw mhpmevent\n, x0
    ALLOWED_IN M, csrr a0, hpmcounter\n
    WRITE mcounteren, 0
    ILLEGAL_IN S, csrr a0, hpmcounter\n
    ILLEGAL_IN U, csrr a0, hpmcounter\n
    .endr
    csrw mcounteren, x0
    PASS
