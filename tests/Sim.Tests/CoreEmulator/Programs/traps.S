/* Every exception of the unvirtualised modes: cause, epc, tval, what becomes of mstatus and sstatus; delegation; vectors. */
#define SUPERVISOR
#include "program.h"

#define NOWHERE 0x40000000 /* no memory and no device */

/* Each word (or halfword) from one label to the next is illegal in the mode, and tval holds its bits. A
   hundred numbers are kept for the checks. */
.macro ALL_ILLEGAL mode, from, to, size, load
    li gp, check
    .set check, check + 100
    la s7, \from
1:  addi gp, gp, 1
    la s11, 2f
    mv s10, s7
    j enter_\mode
2:  li t6, ILLEGAL
    bne s0, t6, fail
    bne s1, s7, fail
    \load t6, 0(s7)
    bne s2, t6, fail
    addi s7, s7, \size
    la t6, \to
    bne s7, t6, 1b
.endm

/* tval of a breakpoint is its address, or zero. */
.macro TVAL_BREAKPOINT
    NEXT_CHECK
    beqz s2, 1f
    bne s2, s1, fail
1:
.endm

START
    j 1f
    .balign 4
words:
    .word 0xffffffff, 0x0000000b, 0x0000002b, 0x0000005b, 0x0000007b /* custom opcodes */
    .word 0x00007003, 0x00004023, 0x00005023, 0x00006023, 0x00007023 /* widths that loads and stores do not have */
    .word 0x00002063, 0x00003063, 0x00001067, 0x00007067 /* branches, jalr */
    .word 0x04000033, 0x02001033 | 1 << 30, 0x40001033 | 1 << 26, 0x80000033, 0x0200103b, 0x0200203b, 0x4000103b
    .word 0x04001013, 0x0c005013, 0x0200101b, 0x4200501b, 0x0000201b, 0x60301013 | 1 << 25 /* immediate shifts and their neighbours */
    .word 0x0000300f, 0x0000400f, 0x0000700f, 0x0030200f, 0x0050200f /* MISC-MEM, cbo */
    .word 0x0000002f, 0x0000502f, 0x1010202f, 0x1010302f, 0x2800202f, 0x9000202f, 0xf000202f /* atomics */
    .word 0x06000053, 0x07000053 | 4 << 7, 0x30000053, 0x38000053, 0x58100053, 0x5a100053, 0xc0400053, 0x20003053, 0xa0003053, 0xe0002053
    .word 0x06000043, 0x00000007, 0x00004007, 0x00004027, 0x00000027 /* quad precision, widths of fl and fs */
    .word 0x00004073, 0x00200073, 0x00300073, 0x000000f3, 0x00008073, 0x000010f3 | 0x7ff << 20, 0x00d00073, 0x01d00073
    .word 0x105000f3, 0x302000f3, 0x102000f3, 0x120000f3, 0x7b200073, 0x70200073, 0x8c005073 /* SYSTEM with stray fields; dret; mnret */
words_end:
halves:
    .2byte 0x0000, 0x0004, 0x0008, 0x001c /* c.addi4spn of nothing, with each register */
    .2byte 0x2001, 0x2005, 0x307d /* c.addiw x0 */
    .2byte 0x6101, 0x6281, 0x6f81 /* c.addi16sp, c.lui of nothing */
    .2byte 0x4002, 0x407e, 0x6002, 0x707e, 0x8002 /* c.lwsp, c.ldsp to x0; c.jr x0 */
    .2byte 0x9000, 0x9c00, 0x9c79, 0x9c7d /* beside Zcb's encodings */
    .2byte 0x8c40, 0x8c60 /* c.sh with its reserved bit */
halves_end:
    .balign 4
1:
    ALL_ILLEGAL M, words, words_end, 4, lwu
    ALL_ILLEGAL S, words, words_end, 4, lwu
    ALL_ILLEGAL U, words, words_end, 4, lwu
    ALL_ILLEGAL M, halves, halves_end, 2, lhu
    ALL_ILLEGAL U, halves, halves_end, 2, lhu

    /* ecall and ebreak. */
    TRY M, ecall
    CAUSE ECALL_M
    EPC_FIRST
    TVAL 0
    TRY S, ecall
    CAUSE ECALL_S
    EPC_FIRST
    TVAL 0
    TRY U, ecall
    CAUSE ECALL_U
    EPC_FIRST
    TVAL 0
    TRY M, ebreak
    CAUSE BREAKPOINT
    EPC_FIRST
    TVAL_BREAKPOINT
    RUN U
    c.ebreak
    BACK
    CAUSE BREAKPOINT
    EPC_FIRST
    TVAL_BREAKPOINT

    /* Accesses to nowhere. */
    li a1, NOWHERE
    .macro NO_ACCESS cause, instruction:vararg
    TRY M, \instruction
    CAUSE \cause
    EPC_FIRST
    NEXT_CHECK
    bne s2, a1, fail
    TRY U, \instruction
    CAUSE \cause
    EPC_FIRST
    NEXT_CHECK
    bne s2, a1, fail
    .endm
    .macro ALL_NO_ACCESS
    NO_ACCESS LOAD_ACCESS, lb a0, 0(a1)
    NO_ACCESS LOAD_ACCESS, lwu a0, 0(a1)
    NO_ACCESS LOAD_ACCESS, ld x0, 0(a1)
    NO_ACCESS LOAD_ACCESS, fld fa0, 0(a1)
    NO_ACCESS LOAD_ACCESS, lr.w a0, (a1)
    NO_ACCESS LOAD_ACCESS, lr.d a0, (a1)
    NO_ACCESS STORE_ACCESS, sb a0, 0(a1)
    NO_ACCESS STORE_ACCESS, sh a0, 0(a1)
    NO_ACCESS STORE_ACCESS, sd a0, 0(a1)
    NO_ACCESS STORE_ACCESS, fsw fa0, 0(a1)
    NO_ACCESS STORE_ACCESS, sc.w a0, a0, (a1)
    NO_ACCESS STORE_ACCESS, amoswap.w a0, a0, (a1)
    NO_ACCESS STORE_ACCESS, amoadd.d a0, a0, (a1)
    .endm
    ALL_NO_ACCESS
    li a1, 1 << 60
    ALL_NO_ACCESS
    /* A destination is not written by a load that traps. */
    li a0, 123
    TRY M, lw a0, 0(a1)
    CHECK a0, 123
    TRY M, amoswap.d a0, a1, (a1)
    CHECK a0, 123
    .macro NO_FETCH mode, address
    li a1, \address
    TRY \mode, jr a1
    CAUSE FETCH_ACCESS
    NEXT_CHECK
    bne s1, a1, fail
    NEXT_CHECK
    bne s2, a1, fail
    .endm
    NO_FETCH M, NOWHERE
    NO_FETCH S, NOWHERE
    NO_FETCH U, 1 << 60
    li ra, 0
    li a1, NOWHERE + 1
    TRY M, jalr a2, 1(a1) /* the link register has been written when the fetch traps */
    CAUSE FETCH_ACCESS
    TVAL NOWHERE + 2
    CHECK_ADDRESS a2, 77b + 4

    /* What a trap to M mode does to mstatus. */
    SET mstatus, STATUS_MIE
    TRY M, ebreak
    CHECK_BITS s3, STATUS_MIE | STATUS_MPIE | STATUS_MPP, STATUS_MPP
    SET mstatus, STATUS_MPIE
    TRY M, ebreak /* mret has set MIE from MPIE */
    CHECK_BITS s3, STATUS_MIE | STATUS_MPIE | STATUS_MPP, STATUS_MPIE | STATUS_MPP
    TRY S, ebreak
    CHECK_BITS s3, STATUS_MIE | STATUS_MPIE | STATUS_MPP, STATUS_MPIE | STATUS_MPP_S
    CLEAR mstatus, STATUS_MPIE
    TRY U, ebreak
    CHECK_BITS s3, STATUS_MIE | STATUS_MPIE | STATUS_MPP, 0
    SET mstatus, STATUS_SPP | STATUS_SPIE | STATUS_SIE
    TRY U, ebreak /* and S mode's fields stay */
    CHECK_BITS s3, STATUS_SIE | STATUS_SPIE | STATUS_SPP, STATUS_SIE | STATUS_SPIE | STATUS_SPP

    /* Delegation: by cause, from S and U but never from M. */
    WRITE medeleg, -1
    csrr a0, medeleg
    CHECK_BITS a0, 1 << ECALL_M | 1 << 14, 0
    CHECK_BITS a0, 0xb1fe & ~(1 << ECALL_M) & ~(1 << ECALL_S), 0xb1fe & ~(1 << ECALL_M) & ~(1 << ECALL_S)
    WRITE medeleg, 1 << ILLEGAL
    TRY U, ebreak
    CAUSE BREAKPOINT
    .macro DELEGATED from, cause, instruction:vararg
    WRITE medeleg, 1 << \cause
    TRY \from, \instruction
    CAUSE_IN MODE_S, \cause
    WRITE medeleg, 0xb1ff & ~(1 << \cause) & ~(1 << ECALL_S)
    TRY \from, \instruction
    CAUSE \cause
    .endm
    .macro ALL_DELEGATED from
    DELEGATED \from, ILLEGAL, csrr a0, mscratch
    EPC_FIRST
    lwu a0, 0(s10)
    SAME a0, s2
    DELEGATED \from, BREAKPOINT, ebreak
    EPC_FIRST
    li a1, NOWHERE
    DELEGATED \from, LOAD_ACCESS, lw a0, 0(a1)
    EPC_FIRST
    TVAL NOWHERE
    DELEGATED \from, STORE_ACCESS, sw a0, 0(a1)
    EPC_FIRST
    TVAL NOWHERE
    DELEGATED \from, FETCH_ACCESS, jr a1
    CHECK s1, NOWHERE
    TVAL NOWHERE
    .endm
    ALL_DELEGATED S
    ALL_DELEGATED U
    DELEGATED U, ECALL_U, ecall
    WRITE medeleg, -1
    csrci medeleg, 0
    TRY M, ebreak
    CAUSE BREAKPOINT
    WRITE medeleg, 1 << ECALL_U | 1 << BREAKPOINT
    TRY U, ecall
    CAUSE_IN MODE_S, ECALL_U
    EPC_FIRST
    TVAL 0
    /* What it does to sstatus, and not to mstatus. */
    CLEAR mstatus, STATUS_SPP | STATUS_SPIE
    SET mstatus, STATUS_SIE
    TRY U, ebreak
    CHECK_BITS s3, STATUS_SIE | STATUS_SPIE | STATUS_SPP, STATUS_SPIE
    TRY S, ebreak
    CHECK_BITS s3, STATUS_SIE | STATUS_SPIE | STATUS_SPP, STATUS_SPP
    SET mstatus, STATUS_SIE
    TRY S, ebreak
    CHECK_BITS s3, STATUS_SIE | STATUS_SPIE | STATUS_SPP, STATUS_SPIE | STATUS_SPP

    /* The vector table is for interrupts: exceptions go to the base in both modes of tvec. */
    csrr s7, stvec
    ori a0, s7, 1
    csrw stvec, a0
    csrr a1, stvec
    SAME a1, a0
    TRY U, ebreak
    CAUSE_IN MODE_S, BREAKPOINT
    csrw stvec, s7
    csrr s7, mtvec
    ori a0, s7, 1
    csrw mtvec, a0
    csrr a1, mtvec
    SAME a1, a0
    WRITE medeleg, 0
    TRY U, ebreak
    CAUSE BREAKPOINT
    csrw mtvec, s7
    /* Modes 2 and 3 are reserved, so they do not come back. */
    ori a0, s7, 2
    csrw mtvec, a0
    csrr a1, mtvec
    CHECK_BITS a1, 2, 0
    csrw mtvec, s7
    PASS
