/*
 * Two-stage translation, the same checks for Sv39x4 and Sv48x4. The guest's memory begins, for the guest, where the
 * program lies (mapped to itself) and at GUEST (in pages of 4 KiB). The guest's own tables map the program to itself and
 * REGION to GUEST; they lie at their own addresses.
 */
#define SUPERVISOR
#define HYPERVISOR
#include "program.h"

#define REGION 0x40000000
#define VPAGE(n) (REGION + (n) * 0x1000)
#define GUEST 0x100000000
#define GPAGE(n) (GUEST + (n) * 0x1000)
#define G_FLAGS (PTE_ALL | PTE_U)

.macro ENTRY_ADDRESS slot, address, flags
    li t5, ((\address) >> 12) << 10
    li t6, \flags
    or t5, t5, t6
    la t6, \slot
    sd t5, 0(t6)
    hfence.gvma
    hfence.vvma
.endm
.macro ENTRY slot, target, flags
    la t5, \target
    srli t5, t5, 12
    slli t5, t5, 10
    li t6, \flags
    or t5, t5, t6
    la t6, \slot
    sd t5, 0(t6)
    hfence.gvma
    hfence.vvma
.endm
.macro ROOT csr, mode, table, id
    la t5, \table
    srli t5, t5, 12
    li t6, (\mode << 60) | (\id << 44)
    or t5, t5, t6
    csrw \csr, t5
    hfence.gvma
    hfence.vvma
.endm

.macro WORKS mode, address, instruction:vararg
    li a1, \address
    TRY \mode, \instruction
    FINE_IN_\mode
.endm
/* The transformed instruction: the bits tried without its immediate and base register; or zero, which is always allowed. */
.macro TRANSFORMED mask
    NEXT_CHECK
    beqz s5, 1f
    lwu t6, 0(s10)
    li t5, \mask
    and t6, t6, t5
    bne s5, t6, fail
1:
.endm
#define LOAD_MASK  0x00007fff /* and nothing above the destination and the width */
#define STORE_MASK 0x01f0707f
#define AMO_MASK   0xfff07fff
/* A fault of the second stage: tval is the guest's virtual address, tval2 the guest's physical one over four. */
.macro GUEST_FAULT mode, cause, address, physical, mask, instruction:vararg
    li a1, \address
    TRY \mode, \instruction
    CAUSE \cause
    EPC_FIRST
    TVAL \address
    CHECK s4, (\physical) >> 2
    CHECK_BITS s3, STATUS_GVA | STATUS_MPV, STATUS_GVA | STATUS_MPV
    TRANSFORMED \mask
.endm
/* The same where the access was to the guest's table: tinst says so. */
.macro TABLE_FAULT mode, cause, address, physical, pseudo, instruction:vararg
    li a1, \address
    TRY \mode, \instruction
    CAUSE \cause
    TVAL \address
    NEXT_CHECK
    \physical
    bne s4, t6, fail
    CHECK s5, \pseudo
    CHECK_BITS s3, STATUS_GVA, STATUS_GVA
.endm
.macro GUEST_FETCH_FAULT mode, address, physical
    li a1, \address
    TRY \mode, jr a1
    CAUSE FETCH_GUEST_PAGE
    CHECK s1, \address
    TVAL \address
    CHECK s4, (\physical) >> 2
    CHECK s5, 0
    CHECK_BITS s3, STATUS_GVA, STATUS_GVA
.endm
/* A fault of the guest's own stage. */
.macro OWN_FAULT mode, cause, address, instruction:vararg
    li a1, \address
    TRY \mode, \instruction
    CAUSE \cause
    TVAL \address
    CHECK s4, 0
    CHECK_BITS s3, STATUS_GVA | STATUS_MPV, STATUS_GVA | STATUS_MPV
.endm

START
#if HGATP_MODE == SV48
    ENTRY g_root, g_lower, PTE_V
#endif
    ENTRY g_lower + 8 * 2, _start, G_FLAGS
    ENTRY g_lower + 8 * 4, g_1, PTE_V
    ENTRY g_1, g_0, PTE_V
    ENTRY g_0 + 8 * 0, page_a, G_FLAGS
    ENTRY g_0 + 8 * 1, page_b, G_FLAGS
    li a0, 0x73
    sd a0, page_a, t5
    sd a0, page_b, t5
    li a0, 111
    sd a0, page_a + 8, t5
    li a0, 222
    sd a0, page_b + 8, t5

    /* The second stage alone. */
    csrw CSR_VSATP, x0
    ROOT CSR_HGATP, HGATP_MODE, g_root, 1
    WORKS VS, GPAGE(0) + 8, ld a0, 0(a1)
    CHECK a0, 111
    WORKS VU, GPAGE(1) + 8, ld a0, 0(a1)
    CHECK a0, 222
    WORKS VS, GPAGE(0), jr a1
    CHECK s1, GPAGE(0)
    li a0, 0x8877665544332211
    WORKS VS, GPAGE(0) + 0xffd, sd a0, 0(a1) /* over the boundary */
    ld a2, page_b
    slli a2, a2, 24
    CHECK a2, 0x8877665544000000
    WORKS VS, GPAGE(0) + 0xffd, ld a2, 0(a1)
    SAME a2, a0
    li a0, 0x73
    sd a0, page_b, t5
    GUEST_FAULT VS, LOAD_GUEST_PAGE, GPAGE(2) + 8, GPAGE(2) + 8, LOAD_MASK, ld a2, 0(a1)
    GUEST_FAULT VU, LOAD_GUEST_PAGE, GPAGE(2) + 8, GPAGE(2) + 8, LOAD_MASK, lbu a2, 0(a1)
    GUEST_FAULT VS, LOAD_GUEST_PAGE, GPAGE(2) + 8, GPAGE(2) + 8, LOAD_MASK, fld fa2, 0(a1)
    GUEST_FAULT VS, LOAD_GUEST_PAGE, GPAGE(2) + 8, GPAGE(2) + 8, AMO_MASK, lr.d.aq a2, (a1)
    GUEST_FAULT VS, STORE_GUEST_PAGE, GPAGE(2) + 8, GPAGE(2) + 8, STORE_MASK, sd a2, 0(a1)
    GUEST_FAULT VS, STORE_GUEST_PAGE, GPAGE(2) + 9, GPAGE(2) + 9, STORE_MASK, sb a2, 0(a1)
    GUEST_FAULT VS, STORE_GUEST_PAGE, GPAGE(2) + 8, GPAGE(2) + 8, STORE_MASK, fsw fa2, 0(a1)
    GUEST_FAULT VS, STORE_GUEST_PAGE, GPAGE(2) + 8, GPAGE(2) + 8, AMO_MASK, amoadd.w a2, a3, (a1)
    GUEST_FETCH_FAULT VS, GPAGE(2), GPAGE(2)
    GUEST_FETCH_FAULT VU, GPAGE(2) + 8, GPAGE(2) + 8
    li a1, GPAGE(1) + 0xffe /* the second page of a misaligned access */
    TRY VS, ld a2, 0(a1)
    CAUSE LOAD_GUEST_PAGE
    TVAL GPAGE(2)
    CHECK s4, GPAGE(2) >> 2
    /* A compressed instruction is transformed from its 32-bit form, marked by bit 1. */
    li a1, GPAGE(2)
    RUN VS
    c.ld a2, 8(a1)
    BACK
    CAUSE LOAD_GUEST_PAGE
    TVAL GPAGE(2) + 8
    NEXT_CHECK
    beqz s5, 1f
    li a0, 0x00003601 /* ld a2, 0(x0) with bit 1 clear */
    bne s5, a0, fail
1:
    /* Handled in HS mode: the same in htval and htinst, hstatus for mstatus. */
    WRITE medeleg, 1 << LOAD_GUEST_PAGE | 1 << STORE_GUEST_PAGE | 1 << FETCH_GUEST_PAGE
    li a1, GPAGE(2) + 16
    TRY VS, ld a2, 0(a1)
    CAUSE_IN MODE_S, LOAD_GUEST_PAGE
    EPC_FIRST
    TVAL GPAGE(2) + 16
    CHECK s4, (GPAGE(2) + 16) >> 2
    TRANSFORMED LOAD_MASK
    CHECK_BITS s6, HSTATUS_GVA | HSTATUS_SPV | HSTATUS_SPVP, HSTATUS_GVA | HSTATUS_SPV | HSTATUS_SPVP
    TRY VU, sd a2, 0(a1)
    CAUSE_IN MODE_S, STORE_GUEST_PAGE
    CHECK s4, (GPAGE(2) + 16) >> 2
    CHECK_BITS s6, HSTATUS_GVA | HSTATUS_SPV | HSTATUS_SPVP, HSTATUS_GVA | HSTATUS_SPV
    TRY VU, jr a1
    CAUSE_IN MODE_S, FETCH_GUEST_PAGE
    CHECK s1, GPAGE(2) + 16
    CHECK s4, (GPAGE(2) + 16) >> 2
    WRITE medeleg, 0

    /* Guest physical addresses that are too wide; every bit below the limit counts (the root has four times the entries). */
    .irp bit, GPA_BITS, GPA_BITS + 1, 63
    GUEST_FAULT VS, LOAD_GUEST_PAGE, 1 << (\bit), 1 << (\bit), LOAD_MASK, ld a2, 0(a1)
    GUEST_FAULT VS, STORE_GUEST_PAGE, 1 << (\bit), 1 << (\bit), STORE_MASK, sd a2, 0(a1)
    GUEST_FETCH_FAULT VS, 1 << (\bit), 1 << (\bit)
    .endr
#if HGATP_MODE == SV39
    ENTRY g_root + 8 * 2047, _start, G_FLAGS
    la a1, page_a + 8
    li a2, (0x7ff << 30) - 0x80000000
#else
    ENTRY g_root + 8 * 2047, g_lower, PTE_V
    la a1, page_a + 8
    li a2, 0x7ff << 39
#endif
    add a1, a1, a2
    TRY VS, ld a0, 0(a1)
    FINE_IN_VS
    CHECK a0, 111
    sd x0, g_root + 8 * 2047, t5
    hfence.gvma

    /* The second stage's entries: all accesses are as if from U mode; reserved forms; larger pages. */
    .macro BAD_G flags
    ENTRY g_0, page_a, \flags
    GUEST_FAULT VS, LOAD_GUEST_PAGE, GPAGE(0), GPAGE(0), LOAD_MASK, ld a2, 0(a1)
    GUEST_FAULT VS, STORE_GUEST_PAGE, GPAGE(0), GPAGE(0), STORE_MASK, sd a2, 0(a1)
    GUEST_FETCH_FAULT VU, GPAGE(0), GPAGE(0)
    .endm
    BAD_G PTE_ALL
    BAD_G G_FLAGS & ~PTE_V
    BAD_G G_FLAGS & ~PTE_A
    BAD_G G_FLAGS & ~PTE_R
    BAD_G G_FLAGS & ~PTE_R & ~PTE_X
    BAD_G PTE_V | PTE_U
    BAD_G G_FLAGS | 1 << 54
    BAD_G G_FLAGS | PTE_PBMT_NC
    BAD_G G_FLAGS | PTE_N
    ENTRY g_0, page_a + 0x8000, G_FLAGS | PTE_N /* Svnapot: 64 KiB from page_a on */
    WORKS VS, GPAGE(0) + 8, ld a0, 0(a1)
    CHECK a0, 111
    ENTRY g_0, page_a, G_FLAGS & ~PTE_W
    WORKS VS, GPAGE(0), ld a0, 0(a1)
    GUEST_FAULT VS, STORE_GUEST_PAGE, GPAGE(0), GPAGE(0), STORE_MASK, sd a2, 0(a1)
    ENTRY g_0, page_a, G_FLAGS & ~PTE_X
    WORKS VS, GPAGE(0), ld a0, 0(a1)
    GUEST_FETCH_FAULT VS, GPAGE(0), GPAGE(0)
    ENTRY g_0, page_a, G_FLAGS & ~PTE_D
    WORKS VS, GPAGE(0), ld a0, 0(a1)
    GUEST_FAULT VS, STORE_GUEST_PAGE, GPAGE(0), GPAGE(0), STORE_MASK, sd a2, 0(a1)
    ENTRY g_0, page_a, G_FLAGS & ~PTE_R & ~PTE_W /* execute only: readable with sstatus.MXR, not with the guest's */
    GUEST_FAULT VS, LOAD_GUEST_PAGE, GPAGE(0), GPAGE(0), LOAD_MASK, ld a2, 0(a1)
    SET CSR_VSSTATUS, STATUS_MXR
    GUEST_FAULT VS, LOAD_GUEST_PAGE, GPAGE(0), GPAGE(0), LOAD_MASK, ld a2, 0(a1)
    CLEAR CSR_VSSTATUS, STATUS_MXR
    SET mstatus, STATUS_MXR
    WORKS VS, GPAGE(0) + 8, ld a0, 0(a1)
    CHECK a0, 111
    CLEAR mstatus, STATUS_MXR
    ENTRY g_0, page_a, G_FLAGS
    ENTRY g_1 + 8, _start, G_FLAGS
    li a1, GUEST + 0x200000 - 0x80000000 + 8
    la a2, page_a
    add a1, a1, a2
    TRY VS, ld a0, 0(a1)
    FINE_IN_VS
    CHECK a0, 111
    ENTRY_ADDRESS g_1 + 8, 0x80001000, G_FLAGS
    TRY VS, ld a0, 0(a1)
    CAUSE LOAD_GUEST_PAGE
    ENTRY_ADDRESS g_0, 0x40000000, G_FLAGS /* no memory there */
    li a1, GPAGE(0)
    TRY VS, ld a0, 0(a1)
    CAUSE LOAD_ACCESS
    ENTRY g_0, page_a, G_FLAGS
    /* menvcfg.ADUE is the second stage's. */
    WRITE CSR_MENVCFG, ENVCFG_ADUE
    ENTRY g_0, page_a, G_FLAGS & ~PTE_A & ~PTE_D
    WORKS VS, GPAGE(0) + 8, ld a0, 0(a1)
    ld a0, g_0
    CHECK_BITS a0, PTE_A | PTE_D, PTE_A
    WORKS VS, GPAGE(0) + 16, sd a0, 0(a1)
    ld a0, g_0
    CHECK_BITS a0, PTE_A | PTE_D, PTE_A | PTE_D
    /* Svpbmt in the second stage is menvcfg's as well. */
    WRITE CSR_MENVCFG, ENVCFG_PBMTE
    ENTRY g_0, page_a, G_FLAGS | PTE_PBMT_NC
    WORKS VS, GPAGE(0) + 8, ld a0, 0(a1)
    CHECK a0, 111
    ENTRY g_0, page_a, G_FLAGS | PTE_PBMT_RESERVED
    GUEST_FAULT VS, LOAD_GUEST_PAGE, GPAGE(0), GPAGE(0), LOAD_MASK, ld a2, 0(a1)
    WRITE CSR_MENVCFG, 0

    /* Two guests with their own second stages: hgatp of another VMID needs no fence. */
    ENTRY g_0, page_a, G_FLAGS
#if HGATP_MODE == SV48
    ENTRY h_root, h_lower, PTE_V
#endif
    ENTRY h_lower + 8 * 2, _start, G_FLAGS
    ENTRY h_lower + 8 * 4, h_1, PTE_V
    ENTRY h_1, h_0, PTE_V
    ENTRY h_0, page_b, G_FLAGS
    csrr s7, CSR_HGATP
    la s8, h_root
    srli s8, s8, 12
    li a0, (HGATP_MODE << 60) | (2 << 44)
    or s8, s8, a0
    .rept 3
    WORKS VS, GPAGE(0) + 8, ld a0, 0(a1)
    CHECK a0, 111
    csrw CSR_HGATP, s8
    WORKS VS, GPAGE(0) + 8, ld a0, 0(a1)
    CHECK a0, 222
    csrw CSR_HGATP, s7
    .endr

    /* Both stages, with the guest in Sv39 and in Sv48. */
    .macro BOTH guest
    .if \guest == SV48
    ENTRY vs_root, vs_lower, PTE_V
    ENTRY vu_root, vu_lower, PTE_V
    ENTRY vs_lower + 8 * 2, _start, PTE_ALL
    ENTRY vu_lower + 8 * 2, _start, PTE_ALL | PTE_U
    ENTRY vs_lower + 8 * 1, vs_1, PTE_V
    ENTRY vu_lower + 8 * 1, vs_1, PTE_V
    .else
    ENTRY vs_root + 8 * 2, _start, PTE_ALL
    ENTRY vu_root + 8 * 2, _start, PTE_ALL | PTE_U
    ENTRY vs_root + 8 * 1, vs_1, PTE_V
    ENTRY vu_root + 8 * 1, vs_1, PTE_V
    .endif
    ENTRY g_0 + 8 * 0, page_a, G_FLAGS
    ENTRY g_0 + 8 * 1, page_b, G_FLAGS
    ENTRY vs_1, vs_0, PTE_V
    ENTRY_ADDRESS vs_0 + 8 * 0, GPAGE(1), PTE_RW /* page_b */
    ENTRY_ADDRESS vs_0 + 8 * 1, GPAGE(0), PTE_ALL | PTE_U /* page_a */
    ENTRY_ADDRESS vs_0 + 8 * 2, GPAGE(2), PTE_ALL /* not in the second stage */
    ENTRY_ADDRESS vs_0 + 8 * 3, GPAGE(0), 0
    ROOT CSR_VSATP, \guest, vs_root, 1
    WORKS VS, VPAGE(0) + 8, ld a0, 0(a1)
    CHECK a0, 222
    OWN_FAULT VS, LOAD_PAGE, VPAGE(1), ld a0, 0(a1)
    OWN_FAULT VS, STORE_PAGE, VPAGE(1), sd a0, 0(a1)
    OWN_FAULT VS, FETCH_PAGE, VPAGE(0), jr a1
    OWN_FAULT VS, LOAD_PAGE, VPAGE(3) + 8, ld a0, 0(a1)
    OWN_FAULT VS, STORE_PAGE, 1 << 62, sd a0, 0(a1)
    SET CSR_VSSTATUS, STATUS_SUM
    WORKS VS, VPAGE(1) + 8, ld a0, 0(a1)
    CHECK a0, 111
    CLEAR CSR_VSSTATUS, STATUS_SUM
    SET mstatus, STATUS_SUM /* the host's SUM is not the guest's */
    OWN_FAULT VS, LOAD_PAGE, VPAGE(1), ld a0, 0(a1)
    CLEAR mstatus, STATUS_SUM
    GUEST_FAULT VS, LOAD_GUEST_PAGE, VPAGE(2) + 24, GPAGE(2) + 24, LOAD_MASK, ld a2, 0(a1)
    GUEST_FAULT VS, STORE_GUEST_PAGE, VPAGE(2) + 24, GPAGE(2) + 24, STORE_MASK, sd a2, 0(a1)
    GUEST_FETCH_FAULT VS, VPAGE(2) + 24, GPAGE(2) + 24
    ROOT CSR_VSATP, \guest, vu_root, 2
    WORKS VU, VPAGE(1) + 8, ld a0, 0(a1)
    CHECK a0, 111
    WORKS VU, VPAGE(1), jr a1
    CHECK s1, VPAGE(1)
    OWN_FAULT VU, LOAD_PAGE, VPAGE(0), ld a0, 0(a1)
    OWN_FAULT VU, STORE_PAGE, VPAGE(0), amoadd.d a0, a0, (a1)
    ROOT CSR_VSATP, \guest, vs_root, 1

    /* MXR: the host's for both stages, the guest's for its own. */
    ENTRY_ADDRESS vs_0, GPAGE(1), PTE_V | PTE_X | PTE_A | PTE_D
    OWN_FAULT VS, LOAD_PAGE, VPAGE(0), ld a0, 0(a1)
    SET CSR_VSSTATUS, STATUS_MXR
    WORKS VS, VPAGE(0) + 8, ld a0, 0(a1)
    CHECK a0, 222
    ENTRY g_0 + 8 * 1, page_b, G_FLAGS & ~PTE_R & ~PTE_W
    GUEST_FAULT VS, LOAD_GUEST_PAGE, VPAGE(0), GPAGE(1), LOAD_MASK, ld a2, 0(a1)
    SET mstatus, STATUS_MXR
    WORKS VS, VPAGE(0) + 8, ld a0, 0(a1)
    CLEAR CSR_VSSTATUS, STATUS_MXR
    WORKS VS, VPAGE(0) + 8, ld a0, 0(a1)
    CLEAR mstatus, STATUS_MXR
    ENTRY g_0 + 8 * 1, page_b, G_FLAGS

    /* The guest's table outside of its memory: the fault is the original access's, tinst tells the reading of an entry. */
    ENTRY_ADDRESS vs_1, GPAGE(5), PTE_V
    .macro AT_PAGE_5
    li t6, (GPAGE(5) + 8) >> 2
    .endm
    TABLE_FAULT VS, LOAD_GUEST_PAGE, VPAGE(1), AT_PAGE_5, 0x3000, ld a0, 0(a1)
    TABLE_FAULT VS, STORE_GUEST_PAGE, VPAGE(1), AT_PAGE_5, 0x3000, sd a0, 0(a1)
    TABLE_FAULT VS, STORE_GUEST_PAGE, VPAGE(1), AT_PAGE_5, 0x3000, amoadd.w a0, a0, (a1)
    TABLE_FAULT VS, FETCH_GUEST_PAGE, VPAGE(1), AT_PAGE_5, 0x3000, jr a1
    .purgem AT_PAGE_5
    ENTRY vs_1, vs_0, PTE_V
    /* henvcfg.ADUE: the guest's accessed and dirty bits are faults of its own, or updates of its table. */
    ENTRY_ADDRESS vs_0, GPAGE(1), PTE_RW & ~PTE_A & ~PTE_D
    OWN_FAULT VS, LOAD_PAGE, VPAGE(0), ld a0, 0(a1)
    WRITE CSR_MENVCFG, ENVCFG_ADUE
    OWN_FAULT VS, LOAD_PAGE, VPAGE(0), ld a0, 0(a1)
    WRITE CSR_HENVCFG, ENVCFG_ADUE
    WORKS VS, VPAGE(0) + 8, ld a0, 0(a1)
    ld a0, vs_0
    CHECK_BITS a0, 0xff, PTE_RW & ~PTE_D
    WORKS VS, VPAGE(0) + 16, sd a0, 0(a1)
    ld a0, vs_0
    CHECK_BITS a0, 0xff, PTE_RW
    /* The update is a write to the table's page: not permitted in the second stage, it is a fault that tinst tells. */
    ENTRY g_0 + 8 * 6, vs_0, G_FLAGS & ~PTE_W
    ENTRY_ADDRESS vs_1, GPAGE(6), PTE_V
    ENTRY_ADDRESS vs_0, GPAGE(1), PTE_RW & ~PTE_A & ~PTE_D
    .macro AT_PAGE_6
    li t6, GPAGE(6) >> 2
    .endm
    TABLE_FAULT VS, LOAD_GUEST_PAGE, VPAGE(0), AT_PAGE_6, 0x3020, ld a0, 0(a1)
    TABLE_FAULT VS, STORE_GUEST_PAGE, VPAGE(0), AT_PAGE_6, 0x3020, sd a0, 0(a1)
    .purgem AT_PAGE_6
    ld a0, vs_0
    CHECK_BITS a0, PTE_A | PTE_D, 0
    WRITE CSR_HENVCFG, 0
    WRITE CSR_MENVCFG, 0
    ENTRY vs_1, vs_0, PTE_V
    ENTRY_ADDRESS vs_0, GPAGE(1), PTE_RW

    /* The guest's own handler gets its own faults, never the second stage's. */
    WRITE medeleg, 1 << LOAD_PAGE | 1 << LOAD_GUEST_PAGE
    WRITE CSR_HEDELEG, -1
    li a1, VPAGE(3) + 8
    TRY VS, ld a0, 0(a1)
    CAUSE_IN MODE_VS, LOAD_PAGE
    TVAL VPAGE(3) + 8
    li a1, VPAGE(2) + 8
    TRY VS, ld a0, 0(a1)
    CAUSE_IN MODE_S, LOAD_GUEST_PAGE
    CHECK s4, (GPAGE(2) + 8) >> 2
    WRITE CSR_HEDELEG, 0
    li a1, VPAGE(3) + 8
    TRY VS, ld a0, 0(a1)
    CAUSE_IN MODE_S, LOAD_PAGE
    CHECK s4, 0
    CHECK_BITS s6, HSTATUS_GVA | HSTATUS_SPV, HSTATUS_GVA | HSTATUS_SPV
    WRITE medeleg, 0

    /* HLV, HLVX, HSV: as VS or VU by SPVP, from M, HS and (with HU) U. */
    .macro HOST mode
    SET CSR_HSTATUS, HSTATUS_SPVP
    WORKS \mode, VPAGE(0) + 8, hlv.d a0, 0(a1)
    CHECK a0, 222
    li a1, VPAGE(1)
    TRY \mode, hlv.d a0, 0(a1)
    CAUSE LOAD_PAGE
    TVAL VPAGE(1)
    CHECK_BITS s3, STATUS_GVA | STATUS_MPV, STATUS_GVA
    CLEAR CSR_HSTATUS, HSTATUS_SPVP
    WORKS \mode, VPAGE(1) + 8, hlv.d a0, 0(a1)
    CHECK a0, 111
    li a1, VPAGE(0)
    TRY \mode, hsv.w a0, 0(a1)
    CAUSE STORE_PAGE
    TVAL VPAGE(0)
    SET CSR_HSTATUS, HSTATUS_SPVP
    li a1, VPAGE(2) + 8
    TRY \mode, hlv.w a2, 0(a1)
    CAUSE LOAD_GUEST_PAGE
    EPC_FIRST
    TVAL VPAGE(2) + 8
    CHECK s4, (GPAGE(2) + 8) >> 2
    CHECK_BITS s3, STATUS_GVA | STATUS_MPV, STATUS_GVA
    TRANSFORMED 0xfff07fff
    TRY \mode, hsv.b a2, 0(a1)
    CAUSE STORE_GUEST_PAGE
    CHECK s4, (GPAGE(2) + 8) >> 2
    TRANSFORMED 0xfff07fff
    TRY \mode, hlvx.hu a2, 0(a1)
    CAUSE LOAD_GUEST_PAGE
    li a0, 0x8182838485868788
    WORKS \mode, VPAGE(0) + 24, hsv.d a0, 0(a1)
    ld a2, page_b + 24
    SAME a2, a0
    WORKS \mode, VPAGE(0) + 24, hlv.b a2, 0(a1)
    CHECK a2, 0xffffffffffffff88
    WORKS \mode, VPAGE(0) + 24, hlv.bu a2, 0(a1)
    CHECK a2, 0x88
    WORKS \mode, VPAGE(0) + 24, hlv.h a2, 0(a1)
    CHECK a2, 0xffffffffffff8788
    WORKS \mode, VPAGE(0) + 24, hlv.hu a2, 0(a1)
    CHECK a2, 0x8788
    WORKS \mode, VPAGE(0) + 24, hlv.w a2, 0(a1)
    CHECK a2, 0xffffffff85868788
    WORKS \mode, VPAGE(0) + 24, hlv.wu a2, 0(a1)
    CHECK a2, 0x85868788
    WORKS \mode, VPAGE(0) + 25, hlv.wu a2, 0(a1)
    CHECK a2, 0x84858687
    li a0, 0x11223344
    WORKS \mode, VPAGE(0) + 24, hsv.b a0, 0(a1)
    WORKS \mode, VPAGE(0) + 26, hsv.h a0, 0(a1)
    WORKS \mode, VPAGE(0) + 28, hsv.w a0, 0(a1)
    ld a2, page_b + 24
    CHECK a2, 0x1122334433448744
    /* HLVX asks for leave to execute, in both stages, and not to read. */
    li a1, VPAGE(0)
    TRY \mode, hlvx.hu a2, 0(a1)
    CAUSE LOAD_PAGE
    ENTRY_ADDRESS vs_0, GPAGE(1), PTE_V | PTE_X | PTE_A
    li a1, VPAGE(0) + 24
    TRY \mode, hlv.hu a2, 0(a1)
    CAUSE LOAD_PAGE
    WORKS \mode, VPAGE(0) + 24, hlvx.hu a2, 0(a1)
    CHECK a2, 0x8744
    WORKS \mode, VPAGE(0) + 24, hlvx.wu a2, 0(a1)
    CHECK a2, 0x33448744
    ENTRY g_0 + 8 * 1, page_b, G_FLAGS & ~PTE_R & ~PTE_W
    WORKS \mode, VPAGE(0) + 24, hlvx.wu a2, 0(a1)
    CHECK a2, 0x33448744
    ENTRY g_0 + 8 * 1, page_b, G_FLAGS & ~PTE_X
    TRY \mode, hlvx.hu a2, 0(a1)
    CAUSE LOAD_GUEST_PAGE
    ENTRY g_0 + 8 * 1, page_b, G_FLAGS
    ENTRY_ADDRESS vs_0, GPAGE(1), PTE_RW
    .endm
    HOST M
    HOST S
    SET CSR_HSTATUS, HSTATUS_HU
    HOST U
    .purgem HOST
    WRITE CSR_HSTATUS, 0

    /* MPRV with MPV: M mode's loads and stores are the guest's. */
    CLEAR mstatus, STATUS_MPP
    SET mstatus, STATUS_MPP_S | STATUS_MPV | STATUS_MPRV
    li a1, VPAGE(0) + 8
    ld a0, 0(a1)
    CLEAR mstatus, STATUS_MPRV
    CHECK a0, 222
    li a1, VPAGE(2) + 8
    la s11, 1f
    li s9, 0
    SET mstatus, STATUS_MPRV
    ld a0, 0(a1)
    li s0, 0
1:  CLEAR mstatus, STATUS_MPRV | STATUS_MPV
    CHECK s0, LOAD_GUEST_PAGE
    TVAL VPAGE(2) + 8
    CHECK s4, (GPAGE(2) + 8) >> 2
    CHECK_BITS s3, STATUS_GVA | STATUS_MPV, STATUS_GVA

    /* Fences: of the guest's entries, by HS and by the guest; of the second stage's. */
    .macro REMAPPED slot, physical, flags, mode, fences, value
    li t5, ((\physical) >> 12) << 10
    li t6, \flags
    or t5, t5, t6
    sd t5, \slot, t6
    li a1, VPAGE(0) + 8
    li a3, 1
    li a4, GPAGE(1) >> 2
    RUN \mode
    \fences
    BACK
    WORKS VS, VPAGE(0) + 8, ld a2, 0(a1)
    CHECK a2, \value
    .endm
    REMAPPED vs_0, GPAGE(0), PTE_RW, S, "hfence.vvma a1, a3", 111
    REMAPPED vs_0, GPAGE(1), PTE_RW, S, "hfence.vvma", 222
    REMAPPED vs_0, GPAGE(0), PTE_RW, S, "hfence.vvma x0, a3", 111
    REMAPPED vs_0, GPAGE(1), PTE_RW, S, "hfence.vvma a1", 222
    REMAPPED vs_0, GPAGE(0), PTE_RW, VS, "sfence.vma", 111
    REMAPPED vs_0, GPAGE(1), PTE_RW, VS, "sfence.vma a1, a3", 222
    REMAPPED vs_0, GPAGE(0), PTE_RW, S, "sfence.w.inval; hinval.vvma a1, a3; sfence.inval.ir", 111
    REMAPPED vs_0, GPAGE(1), PTE_RW, VS, "sfence.w.inval; sinval.vma a1, a3; sfence.inval.ir", 222
    la a0, page_a
    srli a0, a0, 2
    li a2, G_FLAGS
    or s7, a0, a2
    la a0, page_b
    srli a0, a0, 2
    or s8, a0, a2
    .macro REMAPPED_G entry, fences, value
    sd \entry, g_0 + 8 * 1, t6
    li a3, 1
    li a4, GPAGE(1) >> 2
    RUN S
    \fences
    BACK
    WORKS VS, VPAGE(0) + 8, ld a2, 0(a1)
    CHECK a2, \value
    .endm
    REMAPPED_G s7, "hfence.gvma", 111
    REMAPPED_G s8, "hfence.gvma a4", 222
    REMAPPED_G s7, "hfence.gvma x0, a3", 111
    REMAPPED_G s8, "hfence.gvma a4, a3", 222
    REMAPPED_G s7, "sfence.w.inval; hinval.gvma a4, a3; sfence.inval.ir", 111
    REMAPPED_G s8, "sfence.w.inval; hinval.gvma x0, x0; sfence.inval.ir", 222
    .purgem REMAPPED
    .purgem REMAPPED_G
    .endm
    BOTH SV39
    la a0, vs_root
    sd x0, 8(a0)
    sd x0, 16(a0)
    la a0, vu_root
    sd x0, 8(a0)
    sd x0, 16(a0)
    BOTH SV48

    /* The guest's stage alone, and an instruction over two pages of which the second is missing in the second stage. */
    la a2, page_b + 0xffe
    li a0, 0x0513
    sh a0, 0(a2)
    fence.i
    ENTRY_ADDRESS vs_0 + 8 * 1, GPAGE(1), PTE_ALL
    ENTRY_ADDRESS vs_0 + 8 * 2, GPAGE(2), PTE_ALL
    li a1, VPAGE(1) + 0xffe
    TRY VS, jr a1
    CAUSE FETCH_GUEST_PAGE
    CHECK s1, VPAGE(1) + 0xffe
    TVAL VPAGE(2)
    CHECK s4, GPAGE(2) >> 2
    csrw CSR_HGATP, x0
    hfence.gvma
    ENTRY vs_0, page_a, PTE_RW
    WORKS VS, VPAGE(0) + 8, ld a0, 0(a1)
    CHECK a0, 111
    OWN_FAULT VS, LOAD_PAGE, VPAGE(3), ld a0, 0(a1)
    /* Svpbmt in the guest's stage: henvcfg's leave and menvcfg's. */
    ENTRY vs_0, page_a, PTE_RW | PTE_PBMT_NC
    OWN_FAULT VS, LOAD_PAGE, VPAGE(0), ld a0, 0(a1)
    WRITE CSR_MENVCFG, ENVCFG_PBMTE
    hfence.vvma
    OWN_FAULT VS, LOAD_PAGE, VPAGE(0), ld a0, 0(a1)
    WRITE CSR_HENVCFG, ENVCFG_PBMTE
    hfence.vvma
    WORKS VS, VPAGE(0) + 8, ld a0, 0(a1)
    CHECK a0, 111
    PASS

    .bss
    .balign 16384
g_root: .skip 16384
#if HGATP_MODE == SV39
    .set g_lower, g_root
#else
g_lower: .skip 4096
#endif
    .balign 16384
h_root: .skip 16384
#if HGATP_MODE == SV39
    .set h_lower, h_root
#else
h_lower: .skip 4096
#endif
h_1: .skip 4096
h_0: .skip 4096
g_1: .skip 4096
g_0: .skip 4096
vs_root: .skip 4096
vu_root: .skip 4096
vs_lower: .skip 4096
vu_lower: .skip 4096
vs_1: .skip 4096
vs_0: .skip 4096
    .balign 65536
page_a: .skip 4096
    .skip 4096
page_b: .skip 4096
