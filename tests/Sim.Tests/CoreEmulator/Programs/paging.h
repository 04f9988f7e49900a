/*
 * Virtual memory, the same checks for Sv39 and Sv48. Two trees share what lies at REGION and above: in one the program
 * itself is mapped for S mode, in the other for U mode, both at its own addresses. Sv48 has one more level above.
 */
#define SUPERVISOR
#include "program.h"

#define REGION 0x40000000 /* tables region_1 and region_0: the first 2 MiB in pages, then larger ones */
#define PAGE(n) (REGION + (n) * 0x1000)

/* Write an entry which points to a label, and make it known. */
.macro ENTRY slot, target, flags
    la t5, \target
    srli t5, t5, 12
    slli t5, t5, 10
    li t6, \flags
    or t5, t5, t6
    la t6, \slot
    sd t5, 0(t6)
    sfence.vma
.endm
.macro ENTRY_ADDRESS slot, address, flags
    li t5, ((\address) >> 12) << 10
    li t6, \flags
    or t5, t5, t6
    la t6, \slot
    sd t5, 0(t6)
    sfence.vma
.endm
.macro ROOT table, asid
    la t5, \table
    srli t5, t5, 12
    li t6, (SATP_MODE << 60) | (\asid << 44)
    or t5, t5, t6
    csrw satp, t5
    sfence.vma
.endm
#define S_ROOT ROOT root_s, 1
#define U_ROOT ROOT root_u, 2

.macro FAULTS mode, cause, address, instruction:vararg
    li a1, \address
    TRY \mode, \instruction
    CAUSE \cause
    EPC_FIRST
    NEXT_CHECK
    bne s2, a1, fail
.endm
.macro WORKS mode, address, instruction:vararg
    li a1, \address
    TRY \mode, \instruction
    FINE_IN_\mode
.endm
.macro FETCH_FAULTS mode, cause, address
    li a1, \address
    TRY \mode, jr a1
    CAUSE \cause
    NEXT_CHECK
    bne s1, a1, fail
    NEXT_CHECK
    bne s2, a1, fail
.endm
/* Jumps to a page that begins with an ecall; epc shows that it came from there. */
.macro FETCH_WORKS mode, address
    li a1, \address
    TRY \mode, jr a1
    FINE_IN_\mode
    NEXT_CHECK
    bne s1, a1, fail
.endm

START
#if SATP_MODE == SV48
    ENTRY root_s, lower_s, PTE_V
    ENTRY root_u, lower_u, PTE_V
#endif
    ENTRY lower_s + 8 * 2, _start, PTE_ALL
    ENTRY lower_u + 8 * 2, _start, PTE_ALL | PTE_U
    ENTRY lower_s + 8 * 1, region_1, PTE_V
    ENTRY lower_u + 8 * 1, region_1, PTE_V
    ENTRY region_1, region_0, PTE_V
    la a0, page_a
    la a2, page_b
    li a1, 0x00000073 /* each page begins with an ecall */
    sd a1, 0(a0)
    sd a1, 0(a2)

    /* Pages of 4 KiB: what is written at one address is read at another; two addresses of one page. */
    ENTRY region_0 + 8 * 0, page_a, PTE_RW
    ENTRY region_0 + 8 * 1, page_b, PTE_RW
    ENTRY region_0 + 8 * 2, page_a, PTE_RW
    ENTRY region_0 + 8 * 3, 0, 0
    S_ROOT
    li a0, 0x1122334455667788
    WORKS S, PAGE(0) + 8, sd a0, 0(a1)
    ld a2, page_a + 8
    SAME a2, a0
    WORKS S, PAGE(2) + 8, lhu a2, 0(a1)
    CHECK a2, 0x7788
    WORKS S, PAGE(2) + 8, amoadd.w a2, a0, (a1)
    CHECK a2, 0x55667788
    WORKS S, PAGE(0) + 8, lwu a2, 0(a1)
    CHECK a2, 0xaaccef10
    WORKS S, PAGE(0) + 8, lr.d a2, (a1)
    CHECK a2, 0x11223344aaccef10

    /* Misaligned, over the boundary of two pages which are not neighbours in memory (1: b, 2: a; 0: a, 1: b). */
    li a0, 0x8877665544332211
    WORKS S, PAGE(1) + 0xffd, sd a0, 0(a1)
    la a3, page_b + 0xff8
    ld a2, 0(a3)
    srli a2, a2, 40
    CHECK a2, 0x332211
    ld a2, page_a
    slli a2, a2, 24
    CHECK a2, 0x8877665544000000
    WORKS S, PAGE(1) + 0xffd, ld a2, 0(a1)
    SAME a2, a0
    WORKS S, PAGE(1) + 0xfff, lhu a2, 0(a1)
    CHECK a2, 0x4433
    WORKS S, PAGE(1) + 0xffe, lw a2, 0(a1)
    CHECK a2, 0x55443322
    li a0, 0x73
    sd a0, page_a, t5
    /* The part that faults is the address reported. */
    li a1, PAGE(2) + 0xffc
    TRY S, ld a2, 0(a1)
    CAUSE LOAD_PAGE
    TVAL PAGE(3)
    TRY S, sd a2, 0(a1)
    CAUSE STORE_PAGE
    TVAL PAGE(3)
    li a1, PAGE(0) - 2
    TRY S, lw a2, 0(a1)
    CAUSE LOAD_PAGE
    TVAL PAGE(0) - 2

    /* Larger pages: 2 MiB (VA REGION + 2 MiB), 1 GiB, and the negative half of the address space. */
    ENTRY region_1 + 8 * 1, _start, PTE_RW
    la a0, page_b
    li a2, 0x5566778899aabbcc
    sd a2, 16(a0)
    li a1, REGION + 0x200000 - 0x80000000
    add a1, a1, a0
    TRY S, ld a3, 16(a1)
    FINE_IN_S
    SAME a3, a2
    ENTRY lower_s + 8 * 3, _start, PTE_RW
    li a1, 0xc0000000 - 0x80000000
    add a1, a1, a0
    TRY S, ld a3, 16(a1)
    FINE_IN_S
    SAME a3, a2
    ENTRY root_s + 8 * 511, lower_s, PTE_V
#if SATP_MODE == SV39
    ENTRY root_s + 8 * 511, _start, PTE_RW
    li a1, 0xffffffffc0000000 - 0x80000000
#else
    li a1, 0xffffff80c0000000 - 0x80000000
#endif
    add a1, a1, a0
    TRY S, ld a3, 16(a1)
    FINE_IN_S
    SAME a3, a2
#if SATP_MODE == SV48
    ENTRY_ADDRESS root_s + 8 * 1, 0, PTE_RW /* 512 GiB */
    li a1, 1 << 39
    add a1, a1, a0
    TRY S, ld a3, 16(a1)
    FINE_IN_S
    SAME a3, a2
    ENTRY_ADDRESS root_s + 8 * 1, 1 << 38, PTE_RW
    TRY S, ld a3, 16(a1)
    CAUSE LOAD_PAGE
    ENTRY root_s + 8 * 1, _start, PTE_RW
    TRY S, sd a3, 16(a1)
    CAUSE STORE_PAGE
#endif
    /* Misaligned superpages fault. */
    ENTRY_ADDRESS region_1 + 8 * 1, 0x80001000, PTE_ALL
    FAULTS S, LOAD_PAGE, REGION + 0x200000, ld a0, 0(a1)
    FAULTS S, STORE_PAGE, REGION + 0x200000, sd a0, 0(a1)
    FETCH_FAULTS S, FETCH_PAGE, REGION + 0x200000
    ENTRY_ADDRESS lower_s + 8 * 3, 0x80200000, PTE_ALL
    FAULTS S, LOAD_PAGE, 0xc0000000, ld a0, 0(a1)
    ENTRY_ADDRESS lower_s + 8 * 3, 0x80001000, PTE_ALL
    FAULTS S, LOAD_PAGE, 0xc0000000, ld a0, 0(a1)

    /* Addresses that are not sign-extended, for each access. */
    .irp address, 1 << (VA_BITS - 1), 1 << VA_BITS, 1 << 63, (-1 << VA_BITS) & ~0xfff, 0x7ffffffffffffff8
    FAULTS S, LOAD_PAGE, \address, ld a0, 0(a1)
    FAULTS S, STORE_PAGE, \address, sd a0, 0(a1)
    FETCH_FAULTS S, FETCH_PAGE, \address
    .endr
    FAULTS S, STORE_PAGE, (1 << 60) + 0x80000000, amoadd.d a0, a0, (a1)
    FAULTS S, LOAD_PAGE, (1 << VA_BITS) + REGION, lr.d a0, (a1)

    /* Entries that are not valid, or not allowed. */
    .macro BAD_ENTRY slot, target, flags
    ENTRY \slot, \target, \flags
    FAULTS S, LOAD_PAGE, PAGE(0), ld a0, 0(a1)
    FAULTS S, STORE_PAGE, PAGE(0), sd a0, 0(a1)
    FAULTS S, STORE_PAGE, PAGE(0), amoswap.w a0, a0, (a1)
    FAULTS S, LOAD_PAGE, PAGE(0), lr.w a0, (a1)
    FETCH_FAULTS S, FETCH_PAGE, PAGE(0)
    .endm
    BAD_ENTRY region_0, page_a, PTE_ALL & ~PTE_V
    BAD_ENTRY region_0, page_a, PTE_V
    BAD_ENTRY region_0, page_a, PTE_V | PTE_W | PTE_A | PTE_D
    BAD_ENTRY region_0, page_a, PTE_V | PTE_W | PTE_X | PTE_A | PTE_D
    .irp bit, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63
    BAD_ENTRY region_0, page_a, PTE_ALL | 1 << \bit
    .endr
    ENTRY region_0, page_a, PTE_ALL
    BAD_ENTRY region_1, region_0, 0
    BAD_ENTRY region_1, region_0, PTE_V | PTE_A
    BAD_ENTRY region_1, region_0, PTE_V | PTE_D
    BAD_ENTRY region_1, region_0, PTE_V | PTE_U
    BAD_ENTRY region_1, region_0, PTE_V | 1 << 54
    BAD_ENTRY region_1, region_0, PTE_V | PTE_N
    BAD_ENTRY region_1, region_0, PTE_V | PTE_PBMT_NC
    ENTRY region_1, region_0, PTE_V | 3 << 8 | PTE_G /* bits for software; global */
    WORKS S, PAGE(0), ld a0, 0(a1)
    ENTRY region_1, region_0, PTE_V

    /* A table or a page where there is no memory: an access fault of the access that wanted it. */
    ENTRY_ADDRESS region_0, 0x40000000, PTE_ALL
    FAULTS S, LOAD_ACCESS, PAGE(0), ld a0, 0(a1)
    FAULTS S, STORE_ACCESS, PAGE(0), sd a0, 0(a1)
    FETCH_FAULTS S, FETCH_ACCESS, PAGE(0)
    ENTRY_ADDRESS region_1, 0x40000000, PTE_V
    FAULTS S, LOAD_ACCESS, PAGE(0), ld a0, 0(a1)
    FAULTS S, STORE_ACCESS, PAGE(0), sd a0, 0(a1)
    FAULTS S, STORE_ACCESS, PAGE(0), amoor.d a0, a0, (a1)
    FETCH_FAULTS S, FETCH_ACCESS, PAGE(0)
    ENTRY region_1, region_0, PTE_V

    /* Every combination of R, W, X, U with SUM, MXR and the mode, against the table that generate.py writes. */
    li s7, 0
    la s8, permissions
    NEXT_CHECK
    .set check, check + 64 * 8
1:  addi gp, gp, 1
    li a0, STATUS_SUM | STATUS_MXR
    csrc mstatus, a0
    srli a0, s7, 4
    slli a0, a0, 18
    csrs mstatus, a0
    andi a0, s7, 15
    slli a0, a0, 1
    la a2, page_a
    srli a2, a2, 2
    or a0, a0, a2
    ori a0, a0, PTE_V | PTE_A | PTE_D
    la a2, region_0
    sd a0, 0(a2)
    li a1, PAGE(0)
    lbu a2, 0(s8)
    .macro PERMITTED mode, bit, cause, instruction:vararg
    addi gp, gp, 1
    TRY \mode, \instruction
    andi a3, a2, 1 << \bit
    beqz a3, 2f
    addi a4, s0, -8 /* an ecall from U or S */
    sltiu a4, a4, 2
    beqz a4, fail
    j 3f
2:  li a4, \cause
    bne s0, a4, fail
    bne s2, a1, fail
3:
    .endm
    S_ROOT
    PERMITTED S, 0, LOAD_PAGE, lbu x0, 0(a1)
    addi a1, a1, 8
    PERMITTED S, 0, LOAD_PAGE, lr.w x0, (a1)
    PERMITTED S, 1, STORE_PAGE, sb a0, 0(a1)
    addi a1, a1, -8
    PERMITTED S, 2, FETCH_PAGE, jr a1
    U_ROOT
    PERMITTED U, 3, LOAD_PAGE, lbu x0, 0(a1)
    addi a1, a1, 8
    PERMITTED U, 4, STORE_PAGE, amoxor.w x0, a0, (a1)
    addi a1, a1, -8
    PERMITTED U, 5, FETCH_PAGE, jr a1
    addi s8, s8, 1
    addi s7, s7, 1
    li a0, 64
    bne s7, a0, 1b
    CLEAR mstatus, STATUS_SUM | STATUS_MXR
    S_ROOT

    /* Accessed and dirty bits without the hardware's help: a page fault. */
    WRITE CSR_MENVCFG, 0
    ENTRY region_0, page_a, PTE_ALL & ~PTE_A
    FAULTS S, LOAD_PAGE, PAGE(0), ld a0, 0(a1)
    FAULTS S, STORE_PAGE, PAGE(0), sd a0, 0(a1)
    FETCH_FAULTS S, FETCH_PAGE, PAGE(0)
    ENTRY region_0, page_a, PTE_ALL & ~PTE_D
    WORKS S, PAGE(0) + 8, ld a0, 0(a1)
    WORKS S, PAGE(0) + 8, lr.w a0, (a1)
    FETCH_WORKS S, PAGE(0)
    FAULTS S, STORE_PAGE, PAGE(0), sd a0, 0(a1)
    FAULTS S, STORE_PAGE, PAGE(0), amoadd.w a0, a0, (a1)
    FAULTS S, STORE_PAGE, PAGE(0), sc.w a0, a0, (a1)
    /* With it (Svadu). */
    WRITE CSR_MENVCFG, ENVCFG_ADUE
    .macro UPDATED flags, after, instruction:vararg
    ENTRY region_0, page_a, \flags
    WORKS S, PAGE(0) + 8, \instruction
    ld a0, region_0
    CHECK_BITS a0, 0xff, \after
    .endm
    UPDATED PTE_ALL & ~PTE_A & ~PTE_D, PTE_ALL & ~PTE_D, ld a0, 0(a1)
    UPDATED PTE_ALL & ~PTE_A & ~PTE_D, PTE_ALL & ~PTE_D, lr.w a0, (a1)
    UPDATED PTE_ALL & ~PTE_A & ~PTE_D, PTE_ALL, sd a0, 0(a1)
    UPDATED PTE_ALL & ~PTE_D, PTE_ALL, sb a0, 0(a1)
    UPDATED PTE_ALL & ~PTE_A & ~PTE_D, PTE_ALL, amoadd.w a0, a0, (a1)
    UPDATED PTE_ALL & ~PTE_A, PTE_ALL, ld a0, 0(a1)
    ENTRY region_0, page_a, PTE_ALL & ~PTE_A & ~PTE_D
    FETCH_WORKS S, PAGE(0)
    ld a0, region_0
    CHECK_BITS a0, 0xff, PTE_ALL & ~PTE_D
    WORKS S, PAGE(0) + 8, ld a0, 0(a1) /* a read first, then a write through what may be cached */
    WORKS S, PAGE(0) + 8, sd a0, 0(a1)
    ld a0, region_0
    CHECK_BITS a0, 0xff, PTE_ALL
    ENTRY region_0, page_a, PTE_V | PTE_R
    FAULTS S, STORE_PAGE, PAGE(0), sd a0, 0(a1) /* what is not permitted leaves no trace */
    ld a0, region_0
    CHECK_BITS a0, 0xff, PTE_V | PTE_R
    ENTRY region_0, page_a, PTE_V | PTE_R | PTE_W | PTE_U
    FAULTS S, LOAD_PAGE, PAGE(0), ld a0, 0(a1)
    ld a0, region_0
    CHECK_BITS a0, PTE_A | PTE_D, 0
    ld a0, region_1
    CHECK_BITS a0, PTE_A | PTE_D, 0
    ENTRY region_1 + 8 * 1, _start, PTE_V | PTE_R | PTE_W /* a superpage's entry is updated too */
    WORKS S, REGION + 0x200000, lw a0, 0(a1)
    ld a0, region_1 + 8
    CHECK_BITS a0, PTE_A | PTE_D, PTE_A
    ENTRY region_0, page_a, PTE_ALL & ~PTE_A & ~PTE_D /* MPRV: M mode's loads update as well */
    SET mstatus, STATUS_MPRV
    CLEAR mstatus, STATUS_MPP
    SET mstatus, STATUS_MPP_S
    li a1, PAGE(0) + 8
    sd a1, 0(a1)
    CLEAR mstatus, STATUS_MPRV
    ld a0, region_0
    CHECK_BITS a0, 0xff, PTE_ALL
    WRITE CSR_MENVCFG, 0

    /* MPRV: loads and stores of M mode as those of S or U; its fetches stay. */
    ENTRY region_0 + 8 * 1, page_b, PTE_RW | PTE_U
    ENTRY region_0 + 8 * 0, page_a, PTE_RW
    .macro AS status, address, instruction:vararg
    CLEAR mstatus, STATUS_MPP | STATUS_SUM
    SET mstatus, \status
    li a1, \address
    la s11, 1f
    li s9, 0
    SET mstatus, STATUS_MPRV
    \instruction
    li s0, 0
1:  CLEAR mstatus, STATUS_MPRV
    .endm
    ld a2, page_a
    AS STATUS_MPP_S, PAGE(0), ld a0, 0(a1)
    SAME a0, a2
    CHECK s0, 0
    AS 0, PAGE(0), ld a0, 0(a1)
    CHECK s0, LOAD_PAGE
    CHECK s2, PAGE(0)
    AS 0, PAGE(1), sd a0, 0(a1)
    CHECK s0, 0
    AS STATUS_MPP_S, PAGE(1), sd a0, 0(a1)
    CHECK s0, STORE_PAGE
    AS STATUS_MPP_S | STATUS_SUM, PAGE(1), ld a0, 0(a1)
    CHECK s0, 0
    AS STATUS_MPP, PAGE(1), ld a0, 0(a1)
    CHECK s0, LOAD_ACCESS
    li s9, 0

    /* An instruction over the boundary of two pages, and of one into a page that is not there. */
    ENTRY region_0 + 8 * 4, page_a, PTE_ALL
    ENTRY region_0 + 8 * 5, page_b, PTE_ALL
    la a2, page_a + 0xffe
    li a0, 0x0513
    sh a0, 0(a2) /* addi a0, x0, 0x123, its lower half */
    la a2, page_b
    li a0, 0x1230
    sh a0, 0(a2)
    li a0, 0x00000073
    sw a0, 2(a2)
    fence.i
    li a1, PAGE(4) + 0xffe
    TRY S, jr a1
    FINE_IN_S
    CHECK s1, PAGE(5) + 2
    CHECK a0, 0x123
    ENTRY region_0 + 8 * 5, page_b, PTE_ALL & ~PTE_X
    TRY S, jr a1
    CAUSE FETCH_PAGE
    CHECK s1, PAGE(4) + 0xffe
    TVAL PAGE(5)
    li a0, 0x73
    la a2, page_b
    sd a0, 0(a2)

    /* Jumps and straight lines run into what is mapped now, not into what was. */
    ENTRY region_0 + 8 * 4, page_c, PTE_ALL
    la a2, page_c
    li a0, 0x0000007300700513 /* addi a0, x0, 7; ecall */
    sd a0, 0(a2)
    la a2, page_d
    li a0, 0x0000007300900513 /* addi a0, x0, 9; ecall */
    sd a0, 0(a2)
    fence.i
    li s7, 40
    li s8, 0
4:  li a1, PAGE(4)
    ENTRY region_0 + 8 * 4, page_c, PTE_ALL
    RUN S
    jr a1
    BACK
    add s8, s8, a0
    ENTRY region_0 + 8 * 4, page_d, PTE_ALL
    RUN S
    jr a1
    BACK
    add s8, s8, a0
    addi s7, s7, -1
    bnez s7, 4b
    CHECK s8, 40 * 16

    /* Fences of one address and one address space; other address spaces need none. */
    li a0, 111
    sd a0, page_a + 8, t5
    li a0, 222
    sd a0, page_b + 8, t5
    ENTRY region_0, page_a, PTE_RW
    WORKS S, PAGE(0) + 8, ld a2, 0(a1)
    CHECK a2, 111
    .macro REMAPPED target, value, fences
    la t5, \target
    srli t5, t5, 2
    ori t5, t5, PTE_RW
    sd t5, region_0, t6
    li a1, PAGE(0) + 8
    li a3, 1
    RUN S
    \fences
    ld a2, 0(a1)
    BACK
    FINE_IN_S
    CHECK a2, \value
    .endm
    REMAPPED page_b, 222, "sfence.vma"
    REMAPPED page_a, 111, "sfence.vma a1"
    REMAPPED page_b, 222, "sfence.vma a1, a3"
    REMAPPED page_a, 111, "sfence.vma x0, a3"
    REMAPPED page_b, 222, "sfence.w.inval; sinval.vma a1, a3; sfence.inval.ir"
    REMAPPED page_a, 111, "sfence.w.inval; sinval.vma x0, x0; sfence.inval.ir"
    REMAPPED page_b, 222, "sfence.w.inval; sinval.vma a1, x0; sfence.inval.ir"
    /* S mode writes satp itself: another tree of another address space, and back. */
    ENTRY other_1, other_0, PTE_V
    ENTRY other_0, page_a, PTE_RW
#if SATP_MODE == SV48
    ENTRY other_root, other_lower, PTE_V
#endif
    ENTRY other_lower + 8 * 2, _start, PTE_ALL
    ENTRY other_lower + 8 * 1, other_1, PTE_V
    csrr s7, satp
    la s8, other_root
    srli s8, s8, 12
    li a0, (SATP_MODE << 60) | (3 << 44)
    or s8, s8, a0
    li a1, PAGE(0) + 8
    RUN S
    ld a2, 0(a1)
    csrw satp, s8
    ld a3, 0(a1)
    csrw satp, s7
    ld a4, 0(a1)
    BACK
    FINE_IN_S
    CHECK a2, 222
    CHECK a3, 111
    CHECK a4, 222
    RUN S /* and none at all */
    la a1, page_a
    csrw satp, x0
    ld a2, 8(a1)
    csrw satp, s7
    BACK
    FINE_IN_S
    CHECK a2, 111

    /* A fault handled in S mode. */
    WRITE medeleg, 1 << LOAD_PAGE | 1 << STORE_PAGE | 1 << FETCH_PAGE
    li a1, PAGE(3)
    TRY S, ld a0, 0(a1)
    CAUSE_IN MODE_S, LOAD_PAGE
    EPC_FIRST
    TVAL PAGE(3)
    TRY S, sd a0, 0(a1)
    CAUSE_IN MODE_S, STORE_PAGE
    TVAL PAGE(3)
    TRY S, jr a1
    CAUSE_IN MODE_S, FETCH_PAGE
    CHECK s1, PAGE(3)
    WRITE medeleg, 0

    /* Svnapot: sixteen pages in one; a page number that does not say so, or a larger page, is reserved. */
    la a0, napot
    srli a0, a0, 2
    li a1, PTE_RW | PTE_N | 8 << 10
    or a0, a0, a1
    la a2, region_0 + 8 * 16
    li a3, 16
5:  sd a0, 0(a2)
    addi a2, a2, 8
    addi a3, a3, -1
    bnez a3, 5b
    la a2, napot /* each physical page holds its number */
    li a3, 0
    li a4, 0x1000
6:  sd a3, 0(a2)
    add a2, a2, a4
    addi a3, a3, 1
    li a0, 16
    bne a3, a0, 6b
    sfence.vma
    .irp n, 0, 1, 7, 8, 9, 15
    WORKS S, PAGE(16 + \n), ld a0, 0(a1)
    CHECK a0, \n
    .endr
    li a0, 0x1234
    WORKS S, PAGE(16 + 5) + 16, sd a0, 0(a1)
    ld a0, napot + 5 * 4096 + 16
    CHECK a0, 0x1234
    .irp n, 0, 1, 2, 4, 9, 12, 15
    ENTRY region_0 + 8 * 16, napot + \n * 4096, PTE_RW | PTE_N
    FAULTS S, LOAD_PAGE, PAGE(16), ld a0, 0(a1)
    FAULTS S, STORE_PAGE, PAGE(16), sd a0, 0(a1)
    .endr
    ENTRY_ADDRESS region_1 + 8 * 1, 0x80200000, PTE_RW | PTE_N
    FAULTS S, LOAD_PAGE, REGION + 0x200000, ld a0, 0(a1)

    /* Svpbmt: with menvcfg.PBMTE, two kinds of memory, a third reserved, none in a pointer to a table. */
    WRITE CSR_MENVCFG, ENVCFG_PBMTE
    ENTRY region_0, page_a, PTE_RW | PTE_PBMT_NC
    WORKS S, PAGE(0) + 8, ld a2, 0(a1)
    CHECK a2, 111
    ENTRY region_0, page_a, PTE_RW | PTE_PBMT_IO
    WORKS S, PAGE(0) + 8, sd a2, 0(a1)
    ENTRY region_0, page_a, PTE_ALL | PTE_PBMT_RESERVED
    FAULTS S, LOAD_PAGE, PAGE(0), ld a0, 0(a1)
    FAULTS S, STORE_PAGE, PAGE(0), sd a0, 0(a1)
    FETCH_FAULTS S, FETCH_PAGE, PAGE(0)
    ENTRY region_0, page_a, PTE_ALL
    ENTRY region_1, region_0, PTE_V | PTE_PBMT_NC
    FAULTS S, LOAD_PAGE, PAGE(0), ld a0, 0(a1)
    ENTRY region_1, region_0, PTE_V
    ENTRY region_0, page_a, PTE_RW | PTE_PBMT_NC
    WRITE CSR_MENVCFG, 0
    sfence.vma
    FAULTS S, LOAD_PAGE, PAGE(0), ld a0, 0(a1)

    /* Cache-block instructions fault like stores. */
    WRITE CSR_MENVCFG, ENVCFG_CBIE | ENVCFG_CBCFE | ENVCFG_CBZE
    FAULTS S, STORE_PAGE, PAGE(3), cbo.zero 0(a1)
    FAULTS S, STORE_PAGE, PAGE(3), cbo.clean 0(a1)
    FAULTS S, STORE_PAGE, PAGE(3), cbo.flush 0(a1)
    FAULTS S, STORE_PAGE, PAGE(3), cbo.inval 0(a1)
    ENTRY region_0, page_a, PTE_V | PTE_R | PTE_A | PTE_D
    FAULTS S, STORE_PAGE, PAGE(0), cbo.zero 0(a1)
    WORKS S, PAGE(0), cbo.clean 0(a1)
    WORKS S, PAGE(3), prefetch.r 0(a1)
    WORKS S, PAGE(3), prefetch.w 0(a1)
    WORKS S, PAGE(3), prefetch.i 0(a1)
    csrw satp, x0
    PASS

    .data
permissions:
    .include "permissions.inc"

    .bss
    .balign 65536
napot: .skip 65536
root_s: .skip 4096
root_u: .skip 4096
other_root: .skip 4096
#if SATP_MODE == SV39
    .set lower_s, root_s
    .set lower_u, root_u
    .set other_lower, other_root
#else
lower_s: .skip 4096
lower_u: .skip 4096
other_lower: .skip 4096
#endif
region_1: .skip 4096
region_0: .skip 4096
other_1: .skip 4096
other_0: .skip 4096
    .balign 65536
page_a: .skip 4096
    .skip 4096
page_b: .skip 4096
page_c: .skip 4096
page_d: .skip 4096
