/* Physical memory protection: NA4, NAPOT, TOR, priority, locks, MPRV, and the page walker's own accesses. */
#define SUPERVISOR
#include "program.h"

#define R 1
#define W 2
#define X 4
#define TOR 8
#define NA4 16
#define NAPOT 24
#define LOCK 0x80

/* Entry n (0 to 7): its byte of pmpcfg0. */
.macro CONFIG n, value
    li t6, 0xff << (8 * \n)
    csrc pmpcfg0, t6
    li t6, (\value) << (8 * \n)
    csrs pmpcfg0, t6
    sfence.vma
.endm
.macro ADDRESS n, label
    la t6, \label
    srli t6, t6, 2
    csrw pmpaddr\n, t6
.endm
/* A naturally aligned region of 2^bits bytes. */
.macro REGION n, label, bits
    la t6, \label
    srli t6, t6, 2
    ori t6, t6, (1 << (\bits - 3)) - 1
    csrw pmpaddr\n, t6
.endm
.macro WORKS mode, label, offset, instruction:vararg
    la a1, \label
    addi a1, a1, \offset
    TRY \mode, \instruction
    FINE_IN_\mode
.endm
.macro FAULTS mode, cause, label, offset, instruction:vararg
    la a1, \label
    addi a1, a1, \offset
    TRY \mode, \instruction
    CAUSE \cause
    NEXT_CHECK
    bne s2, a1, fail
.endm

START
    /* Entry 7 opens everything to S and U; the entries before it are tried. */
    csrw pmpcfg0, x0
    csrw pmpcfg2, x0
    li a0, -1
    csrw pmpaddr7, a0
    CONFIG 7, NAPOT | R | W | X
    li a0, 0x00000073
    la a1, area
    li a2, 1024
1:  sw a0, 0(a1)
    addi a1, a1, 4
    addi a2, a2, -1
    bnez a2, 1b
    fence.i

    /* NA4: four bytes, each right alone. */
    ADDRESS 0, area + 64
    .macro RIGHTS config, load, store, fetch
    CONFIG 0, \config
    .if \load
    WORKS S, area, 64, lw a0, 0(a1)
    .else
    FAULTS S, LOAD_ACCESS, area, 64, lw a0, 0(a1)
    FAULTS U, LOAD_ACCESS, area, 64, lr.w a0, (a1)
    .endif
    .if \store
    WORKS U, area, 64, sw a0, 0(a1)
    .else
    FAULTS S, STORE_ACCESS, area, 64, sw a0, 0(a1)
    FAULTS U, STORE_ACCESS, area, 64, amoor.w a0, x0, (a1)
    .endif
    .if \fetch
    WORKS S, area, 64, jr a1
    .else
    FAULTS S, FETCH_ACCESS, area, 64, jr a1
    .endif
    WORKS S, area, 60, lw a0, 0(a1)
    WORKS U, area, 68, lw a0, 0(a1)
    WORKS M, area, 64, lw a0, 0(a1)
    WORKS M, area, 64, sw a0, 0(a1)
    WORKS M, area, 64, jr a1
    .endm
    li a0, 0x73
    RIGHTS NA4, 0, 0, 0
    RIGHTS NA4 | R, 1, 0, 0
    li a0, 0x73
    RIGHTS NA4 | X, 0, 0, 1
    RIGHTS NA4 | R | X, 1, 0, 1
    li a0, 0x73
    RIGHTS NA4 | R | W, 1, 1, 0
    RIGHTS NA4 | R | W | X, 1, 1, 1
    RIGHTS 0, 1, 1, 1 /* off */

    /* An access that an entry covers in part fails, whatever the entry says. */
    CONFIG 0, NA4 | R | W | X
    FAULTS S, LOAD_ACCESS, area, 64, ld a0, 0(a1)
    WORKS S, area, 56, ld a0, 0(a1)
    WORKS S, area, 64, lw a0, 0(a1)

    /* NAPOT: 8 bytes, 64 bytes, 4 KiB. */
    REGION 0, area + 128, 3
    CONFIG 0, NAPOT
    FAULTS S, LOAD_ACCESS, area, 128, ld a0, 0(a1)
    FAULTS S, LOAD_ACCESS, area, 135, lb a0, 0(a1)
    WORKS S, area, 136, lb a0, 0(a1)
    WORKS S, area, 127, lb a0, 0(a1)
    REGION 0, area + 128, 6
    FAULTS U, STORE_ACCESS, area, 191, sb a0, 0(a1)
    WORKS U, area, 192, lb a0, 0(a1)
    REGION 0, area, 12
    FAULTS U, LOAD_ACCESS, area, 0, lb a0, 0(a1)
    FAULTS U, LOAD_ACCESS, area, 2047, lb a0, 0(a1)
    WORKS U, area + 4096, 0, lb a0, 0(a1)
    /* The lowest entry that matches decides. */
    REGION 1, area + 128, 6
    CONFIG 1, NAPOT | R
    FAULTS U, LOAD_ACCESS, area, 128, lb a0, 0(a1)
    REGION 0, area + 128, 3
    WORKS U, area, 136, lb a0, 0(a1)
    FAULTS U, STORE_ACCESS, area, 136, sb a0, 0(a1)
    FAULTS U, LOAD_ACCESS, area, 128, lb a0, 0(a1)
    CONFIG 1, 0

    /* TOR: from the entry before up to, and without, the address; entry 0 from zero; an empty range matches nothing. */
    ADDRESS 0, area + 256
    ADDRESS 1, area + 512
    CONFIG 0, 0
    CONFIG 1, TOR | R
    WORKS S, area, 252, sw x0, 0(a1)
    WORKS S, area, 256, lw a0, 0(a1)
    FAULTS S, STORE_ACCESS, area, 256, sw a0, 0(a1)
    FAULTS S, STORE_ACCESS, area, 508, sw a0, 0(a1)
    WORKS S, area, 512, sw x0, 0(a1)
    FAULTS S, LOAD_ACCESS, area, 508, ld a0, 0(a1)
    ADDRESS 0, area + 512
    WORKS S, area, 508, sw x0, 0(a1)
    ADDRESS 0, area + 1024
    WORKS S, area, 600, sw x0, 0(a1)
    CONFIG 1, 0
    ADDRESS 0, _start
    CONFIG 0, TOR
    WORKS S, area, 0, lw a0, 0(a1)
    CONFIG 0, 0

    /* MPRV: M mode's loads and stores under S mode's rules. */
    REGION 0, area + 128, 6
    CONFIG 0, NAPOT
    la a1, area + 128
    CLEAR mstatus, STATUS_MPP
    SET mstatus, STATUS_MPP_S
    la s11, 1f
    li s9, 0
    SET mstatus, STATUS_MPRV
    lw a0, 0(a1)
    li s0, 0
1:  CLEAR mstatus, STATUS_MPRV
    CHECK s0, LOAD_ACCESS
    WORKS M, area, 128, lw a0, 0(a1)

    /* The page walker reads tables as S mode does, and writes accessed and dirty bits too. */
    la t5, table
    srli t5, t5, 2
    ori t5, t5, PTE_V
    sd t5, root + 8, t6
    la t5, leaf
    srli t5, t5, 2
    ori t5, t5, PTE_V
    sd t5, table, t6
    la t5, area
    srli t5, t5, 2
    ori t5, t5, PTE_V | PTE_R | PTE_W
    sd t5, leaf, t6
    li t5, (0x80000000 >> 2) | PTE_ALL
    sd t5, root + 16, t6
    la t5, root
    srli t5, t5, 12
    li t6, SV39 << 60
    or t5, t5, t6
    csrw satp, t5
    sfence.vma
    WRITE CSR_MENVCFG, ENVCFG_ADUE
    .macro WALK cause, config, label, instruction:vararg
    REGION 0, \label, 12
    CONFIG 0, \config
    li a1, 0x40000000
    TRY S, \instruction
    CAUSE \cause
    .endm
    .macro WALK_WORKS config, label, instruction:vararg
    REGION 0, \label, 12
    CONFIG 0, \config
    li a1, 0x40000000
    TRY S, \instruction
    FINE_IN_S
    .endm
    WALK LOAD_ACCESS, NAPOT, leaf, lw a0, 0(a1)
    TVAL 0x40000000
    WALK STORE_ACCESS, NAPOT, table, sw a0, 0(a1)
    TVAL 0x40000000
    WALK FETCH_ACCESS, NAPOT, table, jr a1
    WALK LOAD_ACCESS, NAPOT | R, leaf, lw a0, 0(a1) /* no leave to set A */
    ld a0, leaf
    CHECK_BITS a0, PTE_A | PTE_D, 0
    WALK STORE_ACCESS, NAPOT | R, leaf, sw x0, 0(a1)
    WALK_WORKS NAPOT | R | W, leaf, lw a0, 0(a1)
    ld a0, leaf
    CHECK_BITS a0, PTE_A | PTE_D, PTE_A
    WALK_WORKS NAPOT | R, leaf, lw a0, 0(a1)
    WALK STORE_ACCESS, NAPOT | R, leaf, sw x0, 0(a1)
    WALK_WORKS NAPOT | R | W, leaf, sw x0, 0(a1)
    WALK_WORKS NAPOT | R, leaf, sw x0, 0(a1)
    WALK LOAD_ACCESS, NAPOT, area, lw a0, 0(a1) /* the page itself; tval is the virtual address */
    TVAL 0x40000000
    WALK STORE_ACCESS, NAPOT | R, area, sw a0, 0(a1)
    TVAL 0x40000000
    csrw satp, x0
    sfence.vma
    CONFIG 0, 0

    /* Fields: the address's 54 bits, the configuration's reserved bits; W without R is reserved. */
    WRITE pmpaddr3, -1
    csrr a0, pmpaddr3
    CHECK a0, (1 << 54) - 1
    CONFIG 3, 0x60
    csrr a0, pmpcfg0
    CHECK_BITS a0, 0x60 << 24, 0

    /* Locks bind M mode as well, and nothing unlocks them; a locked TOR entry locks the address below it. */
    REGION 2, area + 192, 6
    CONFIG 2, LOCK | NAPOT | R
    WORKS M, area, 192, lw a0, 0(a1)
    FAULTS M, STORE_ACCESS, area, 192, sw a0, 0(a1)
    FAULTS M, FETCH_ACCESS, area, 192, jr a1
    csrr s7, pmpaddr2
    csrw pmpaddr2, x0
    csrr a0, pmpaddr2
    SAME a0, s7
    csrr s7, pmpcfg0
    li t6, 0xff << 16
    csrc pmpcfg0, t6
    csrr a0, pmpcfg0
    SAME a0, s7
    FAULTS M, STORE_ACCESS, area, 192, sw a0, 0(a1)
    ADDRESS 4, area + 1024
    ADDRESS 5, area + 1088
    CONFIG 5, LOCK | TOR
    FAULTS M, LOAD_ACCESS, area, 1024, lw a0, 0(a1)
    FAULTS M, STORE_ACCESS, area, 1084, sw a0, 0(a1)
    WORKS M, area, 1088, lw a0, 0(a1)
    WORKS M, area, 1020, lw a0, 0(a1)
    csrr s7, pmpaddr4
    csrw pmpaddr4, x0
    csrr a0, pmpaddr4
    SAME a0, s7
    CONFIG 6, 0
    WRITE pmpaddr6, 123
    csrr a0, pmpaddr6
    CHECK a0, 123

    /* No entry that matches: S and U have no access, M has all. */
    CONFIG 7, 0
    TRY U, nop
    CAUSE FETCH_ACCESS
    EPC_FIRST
    NEXT_CHECK
    bne s2, s10, fail
    TRY S, nop
    CAUSE FETCH_ACCESS
    WORKS M, area, 0, lw a0, 0(a1)
    PASS

    .bss
    .balign 4096
area: .skip 8192
root: .skip 4096
table: .skip 4096
leaf: .skip 4096
