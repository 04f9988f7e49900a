/* A: load-reserved and store-conditional; what ends a reservation; misaligned atomics trap. */
#include "program.h"

START
    la a1, cell
    la a6, cell + 64
    /* The pair succeeds; sc writes zero. */
    li a2, 0x1122334455667788
    sd a2, 0(a1)
    lr.w a0, (a1)
    CHECK a0, 0x55667788
    li a2, 0xffffffff80000001
    sc.w a3, a2, (a1)
    CHECK a3, 0
    ld a0, 0(a1)
    CHECK a0, 0x1122334480000001
    lr.w a0, (a1)
    CHECK a0, 0xffffffff80000001
    sc.w x0, a2, (a1)
    lr.d.aq a0, (a1)
    CHECK a0, 0x1122334480000001
    sc.d.rl a3, a2, (a1)
    CHECK a3, 0
    ld a0, 0(a1)
    CHECK a0, 0xffffffff80000001
    lr.d.aqrl a0, (a1)
    sc.d.aqrl a3, zero, (a1)
    CHECK a3, 0
    lr.w.aq a0, (a1)
    sc.w.rl a3, a2, (a1)
    CHECK a3, 0
    lr.w.aqrl a1, (a1) /* the destination is the address */
    CHECK a1, 0xffffffff80000001
    la a1, cell
    li a0, 5
    mv a2, a1
    sc.w a2, a0, (a2)
    CHECK a2, 0
    lw a0, 0(a1)
    CHECK a0, 5

    /* No reservation, none left, or one elsewhere: sc fails, writes one, and memory stays. */
    li a2, 77
    sc.w a3, a2, (a1)
    CHECK a3, 1
    lw a0, 0(a1)
    CHECK a0, 5
    lr.w a0, (a1)
    sc.w a3, a2, (a1)
    sc.w a3, zero, (a1)
    CHECK a3, 1
    lw a0, 0(a1)
    CHECK a0, 77
    lr.w a0, (a1)
    sc.w a3, a2, (a6)
    CHECK a3, 1
    sc.w a3, a2, (a1)
    CHECK a3, 1
    lr.d a0, (a1)
    lr.d a0, (a6)
    sc.d a3, a2, (a1)
    CHECK a3, 1
    li s1, 200 /* a counter, as a lock would do it */
    sd zero, 0(a1)
1:  lr.d a0, (a1)
    addi a0, a0, 3
    sc.d a3, a0, (a1)
    bnez a3, 1b
    addi s1, s1, -1
    bnez s1, 1b
    ld a0, 0(a1)
    CHECK a0, 600

    /* Misaligned: lr is a load, everything else a store. The manual allows either an address-misaligned exception or, to say
       that emulation would not help, an access fault. */
    la a1, cell + 2
    TRY M, lr.w a0, (a1)
    CAUSE_EITHER LOAD_MISALIGNED, LOAD_ACCESS
    EPC_FIRST
    TVAL_ADDRESS cell + 2
    TRY M, sc.w a0, a0, (a1)
    CAUSE_EITHER STORE_MISALIGNED, STORE_ACCESS
    TVAL_ADDRESS cell + 2
    TRY M, amoadd.w a0, a0, (a1)
    CAUSE_EITHER STORE_MISALIGNED, STORE_ACCESS
    EPC_FIRST
    TVAL_ADDRESS cell + 2
    la a1, cell + 4
    TRY M, lr.d a0, (a1)
    CAUSE_EITHER LOAD_MISALIGNED, LOAD_ACCESS
    TVAL_ADDRESS cell + 4
    TRY M, sc.d a0, a0, (a1)
    CAUSE_EITHER STORE_MISALIGNED, STORE_ACCESS
    TRY M, amoswap.d a0, a0, (a1)
    CAUSE_EITHER STORE_MISALIGNED, STORE_ACCESS
    TVAL_ADDRESS cell + 4
    TRY M, amomaxu.d x0, x0, (a1)
    CAUSE_EITHER STORE_MISALIGNED, STORE_ACCESS
    TRY U, lr.d a0, (a1)
    CAUSE_EITHER LOAD_MISALIGNED, LOAD_ACCESS
    ALLOWED_IN M, lr.w a0, (a1)
    PASS

    .data
    .balign 64
cell: .dword 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
