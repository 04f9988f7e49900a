/* Programmable counters: what they can count, that they stop and are written, and who may read them. */
#define SUPERVISOR
#define HYPERVISOR
#include "program.h"

#define CPU_CYCLES   1
#define INSTRUCTIONS 2
#define L1D_MISSES   0x10001

    /* Writes mhpmevent and reads it back. */
    .macro EVENT_READS_AS n, written, read
    WRITE mhpmevent\n, \written
    csrr a0, mhpmevent\n
    CHECK a0, \read
    .endm

START
    .option norvc
    WRITE CSR_HCOUNTEREN, -1
    WRITE mcounteren, -1
    WRITE scounteren, -1
    csrw 0x320, x0

    /* Events are SBI's; what the machine does not have selects nothing (WARL). */
    .irp n, 3, 4, 17, 31
    EVENT_READS_AS \n, CPU_CYCLES, CPU_CYCLES
    EVENT_READS_AS \n, INSTRUCTIONS, INSTRUCTIONS
    EVENT_READS_AS \n, L1D_MISSES, L1D_MISSES
    EVENT_READS_AS \n, 0x20001, 0x20001
    EVENT_READS_AS \n, 7, 0
    EVENT_READS_AS \n, 0x10003, 0
    EVENT_READS_AS \n, 0x2000f, 0
    EVENT_READS_AS \n, -1, 0
    EVENT_READS_AS \n, (1 << 63) | INSTRUCTIONS, 0
    .endr

    /* All 29 count, each on its own; hpmcounter shows the same. A counter of nothing stands. */
    .irp n, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31
    WRITE mhpmevent\n, 0
    WRITE mhpmcounter\n, 1000 + \n
    csrr a0, mhpmcounter\n
    CHECK a0, 1000 + \n
    csrr a0, hpmcounter\n
    CHECK a0, 1000 + \n
    csrwi mhpmevent\n, INSTRUCTIONS
    li a1, 2000 + \n
    csrw mhpmcounter\n, a1
    csrr a0, mhpmcounter\n
    CHECK a0, 2000 + \n
    csrr a0, mhpmcounter\n
    nop
    nop
    csrr a1, hpmcounter\n
    sub a0, a1, a0
    CHECK a0, 3
    csrw mhpmevent\n, x0
    csrr a0, mhpmcounter\n
    nop
    csrr a1, mhpmcounter\n
    SAME a0, a1
    .endr

    /* Of the same event they count the same, and as minstret does. An instruction that traps does not retire. */
    csrwi mhpmevent3, INSTRUCTIONS
    csrwi mhpmevent31, INSTRUCTIONS
    csrr a0, minstret
    csrr a1, mhpmcounter3
    csrr a2, mhpmcounter31
    TRY M, ebreak
    li s0, 100
1:  addi s0, s0, -1
    bnez s0, 1b
    TRY VU, nop
    csrr a3, minstret
    csrr a4, mhpmcounter3
    csrr a5, mhpmcounter31
    sub a0, a3, a0
    sub a1, a4, a1
    sub a2, a5, a2
    SAME a0, a1
    SAME a0, a2

    /* 64 bits, then around. */
    li a1, -1
    csrw mhpmcounter3, a1
    nop
    csrr a0, mhpmcounter3
    CHECK a0, 0

    /* Cycles go on as mcycle's do. */
    csrwi mhpmevent4, CPU_CYCLES
    csrr a0, mcycle
    csrr a1, mhpmcounter4
    li s0, 1000
1:  addi s0, s0, -1
    bnez s0, 1b
    csrr a2, mcycle
    csrr a3, mhpmcounter4
    sub a2, a2, a0
    sub a3, a3, a1
    sub a2, a3, a2
    addi a2, a2, 200
    NEXT_CHECK
    li t0, 400
    bgtu a2, t0, fail

    /* mcountinhibit stops each alone: bit 3 counter 3, not 31. Stopped, a counter is written as it is. */
    csrwi 0x320, 1 << 3
    csrr a0, 0x320
    CHECK a0, 1 << 3
    csrr a0, mhpmcounter3
    csrr a1, mhpmcounter31
    nop
    csrr a2, mhpmcounter3
    csrr a3, mhpmcounter31
    SAME a0, a2
    sub a1, a3, a1
    CHECK a1, 3
    li a0, 77
    csrw mhpmcounter3, a0
    nop
    csrr a0, mhpmcounter3
    CHECK a0, 77
    /* The instruction that lets it go on counts, the one that stops it does not. */
    csrw 0x320, x0
    nop
    csrwi 0x320, 1 << 3
    nop
    csrr a0, mhpmcounter3
    CHECK a0, 79
    /* A new event goes on from the old one's count. */
    csrwi mhpmevent3, CPU_CYCLES
    csrr a0, mhpmcounter3
    CHECK a0, 79
    csrw 0x320, x0
    csrr a0, mhpmcounter3
    NEXT_CHECK
    li t0, 79
    bltu a0, t0, fail
    li a0, -1
    csrw 0x320, a0
    csrr a0, 0x320
    CHECK a0, 0xfffffffd
    csrw 0x320, x0

    /* mcounteren before all, then hcounteren for the guest, then scounteren for users. */
    .irp n, 3, 4, 17, 31
    WRITE mcounteren, 0
    WRITE CSR_HCOUNTEREN, -1
    WRITE scounteren, -1
    ALLOWED_IN M, csrr a0, hpmcounter\n
    ILLEGAL_IN S, csrr a0, hpmcounter\n
    ILLEGAL_IN U, csrr a0, hpmcounter\n
    ILLEGAL_IN VS, csrr a0, hpmcounter\n
    ILLEGAL_IN VU, csrr a0, hpmcounter\n
    WRITE mcounteren, 1 << \n
    ALLOWED_IN S, csrr a0, hpmcounter\n
    ALLOWED_IN U, csrr a0, hpmcounter\n
    ALLOWED_IN VS, csrr a0, hpmcounter\n
    ALLOWED_IN VU, csrr a0, hpmcounter\n
    ILLEGAL_IN S, csrw hpmcounter\n, x0
    ILLEGAL_IN VS, csrw hpmcounter\n, x0
    ILLEGAL_IN S, csrr a0, mhpmcounter\n
    ILLEGAL_IN VS, csrr a0, mhpmevent\n
    WRITE CSR_HCOUNTEREN, 0xffffffff & ~(1 << \n)
    ALLOWED_IN S, csrr a0, hpmcounter\n
    ALLOWED_IN U, csrr a0, hpmcounter\n
    VIRTUAL_IN VS, csrr a0, hpmcounter\n
    VIRTUAL_IN VU, csrr a0, hpmcounter\n
    WRITE CSR_HCOUNTEREN, 1 << \n
    WRITE scounteren, 0xffffffff & ~(1 << \n)
    ALLOWED_IN S, csrr a0, hpmcounter\n
    ILLEGAL_IN U, csrr a0, hpmcounter\n
    ALLOWED_IN VS, csrr a0, hpmcounter\n
    VIRTUAL_IN VU, csrr a0, hpmcounter\n
    WRITE mcounteren, 0xffffffff & ~(1 << \n)
    ILLEGAL_IN S, csrr a0, hpmcounter\n
    ILLEGAL_IN VS, csrr a0, hpmcounter\n
    .endr
    PASS
