/* F, D and Zfh beyond arithmetic: boxing of narrow values, fcsr and its parts, rounding modes that do not exist, FS. */
#include "program.h"

START
    /* A narrow value is boxed in ones; what is not boxed reads as the canonical NaN where it is computed with. */
    li a0, 0x3f800000
    fmv.w.x fa0, a0
    fmv.x.d a1, fa0
    CHECK a1, 0xffffffff3f800000
    li a0, 0xffffffffffff3c00
    fmv.h.x fa1, a0
    fmv.x.d a1, fa1
    CHECK a1, 0xffffffffffff3c00
    li a0, 0x123400003c00
    fmv.h.x fa1, a0
    fmv.x.d a1, fa1
    CHECK a1, 0xffffffffffff3c00
    la a2, narrow
    flw fa2, 0(a2)
    fmv.x.d a1, fa2
    CHECK a1, 0xffffffff89abcdef
    flh fa2, 0(a2)
    fmv.x.d a1, fa2
    CHECK a1, 0xffffffffffffcdef
    fmv.x.h a1, fa2
    CHECK a1, 0xffffffffffffcdef
    fmv.x.w a1, fa2
    CHECK a1, 0xffffffffffffcdef

    li a0, 0x000000003f800000 /* 1.0 without its box */
    fmv.d.x fa3, a0
    csrw fcsr, zero
    fadd.s fa4, fa3, fa0
    fmv.x.d a1, fa4
    CHECK a1, 0xffffffff7fc00000
    frflags a1
    CHECK a1, 0
    fclass.s a1, fa3
    CHECK a1, 1 << 9
    feq.s a1, fa3, fa3
    CHECK a1, 0
    fcvt.w.s a1, fa3
    CHECK a1, 0x7fffffff
    frflags a1
    CHECK a1, 16
    fsgnj.s fa4, fa3, fa0
    fmv.x.d a1, fa4
    CHECK a1, 0xffffffff7fc00000
    fmin.s fa4, fa3, fa0
    fmv.x.d a1, fa4
    CHECK a1, 0xffffffff3f800000
    fcvt.d.s fa4, fa3
    fmv.x.d a1, fa4
    CHECK a1, 0x7ff8000000000000
    fmadd.s fa4, fa0, fa3, fa0
    fmv.x.d a1, fa4
    CHECK a1, 0xffffffff7fc00000
    li a0, 0x0000ffffffff3c00 /* a half that is boxed only in part */
    fmv.d.x fa5, a0
    fclass.h a1, fa5
    CHECK a1, 1 << 9
    fclass.h a1, fa0 /* a boxed single is no boxed half */
    CHECK a1, 1 << 9
    fcvt.s.h fa4, fa5
    fmv.x.d a1, fa4
    CHECK a1, 0xffffffff7fc00000
    li a0, 0xffffffffffff3c00 /* a boxed half is a boxed single, a NaN with that payload */
    fmv.d.x fa5, a0
    fclass.s a1, fa5
    CHECK a1, 1 << 9
    /* Moves and stores take the low bits, boxed or not. */
    fmv.x.w a1, fa3
    CHECK a1, 0x3f800000
    fmv.x.h a1, fa3
    CHECK a1, 0
    fsw fa3, 8(a2)
    lwu a1, 8(a2)
    CHECK a1, 0x3f800000
    li a0, 0x1111222233338444
    fmv.d.x fa3, a0
    fsh fa3, 8(a2)
    lhu a1, 8(a2)
    CHECK a1, 0x8444
    fsd fa3, 8(a2)
    ld a1, 8(a2)
    CHECK a1, 0x1111222233338444
    fmv.x.h a1, fa3
    CHECK a1, 0xffffffffffff8444

    /* fcsr is frm and fflags; the rest of it reads as zero. */
    READS_AS fcsr, -1, 0xff
    csrr a0, frm
    CHECK a0, 7
    csrr a0, fflags
    CHECK a0, 0x1f
    READS_AS fflags, 0xe5, 5
    csrr a0, fcsr
    CHECK a0, 0xe5
    READS_AS frm, 0xfa, 2
    csrr a0, fcsr
    CHECK a0, 0x45
    fsflagsi a0, 3
    CHECK a0, 5
    fsrmi a0, 1
    CHECK a0, 2
    frcsr a0
    CHECK a0, 0x23
    li a1, 0x9c
    fscsr a0, a1
    CHECK a0, 0x23
    frcsr a0
    CHECK a0, 0x9c
    csrrci a0, fcsr, 0x1c
    CHECK a0, 0x9c
    csrr a0, fcsr
    CHECK a0, 0x80

    /* Flags accumulate. */
    csrw fcsr, zero
    li a0, 1
    fcvt.d.w fa0, a0
    fmv.d.x fa1, zero
    fdiv.d fa2, fa0, fa1
    frflags a0
    CHECK a0, 8
    fdiv.d fa2, fa1, fa1
    frflags a0
    CHECK a0, 0x18
    li a1, 3
    fcvt.d.w fa3, a1
    fdiv.d fa2, fa0, fa3
    frflags a0
    CHECK a0, 0x19

    /* Rounding modes 5 and 6 are reserved in the instruction; so are 5, 6, 7 in frm, once an instruction asks for it. */
    ILLEGAL_IN M, .insn r 0x53, 5, 1, fa0, fa1, fa2
    ILLEGAL_IN M, .insn r 0x53, 6, 1, fa0, fa1, fa2
    ILLEGAL_IN M, .insn r4 0x43, 5, 1, fa0, fa1, fa2, fa3
    ILLEGAL_IN M, .insn r4 0x4f, 6, 0, fa0, fa1, fa2, fa3
    ILLEGAL_IN M, .insn r 0x53, 5, 0x61, a0, fa1, f0
    fsrmi 5
    ILLEGAL_IN M, fadd.d fa0, fa1, fa2
    ILLEGAL_IN M, fmul.s fa0, fa1, fa2
    ILLEGAL_IN M, fcvt.w.d a0, fa1
    ILLEGAL_IN M, fsqrt.h fa0, fa1
    fsrmi 6
    ILLEGAL_IN M, fmadd.d fa0, fa1, fa2, fa3
    fsrmi 7
    ILLEGAL_IN M, fdiv.s fa0, fa1, fa2
    ALLOWED_IN M, fadd.d fa0, fa1, fa2, rne
    ALLOWED_IN M, fsgnj.d fa0, fa1, fa2
    ALLOWED_IN M, fmin.d fa0, fa1, fa2
    ALLOWED_IN M, fle.d a0, fa1, fa2
    fsrmi 0

    /* FS: off makes everything illegal, a write makes it dirty. */
    CLEAR mstatus, STATUS_FS
    ILLEGAL_IN M, fadd.d fa0, fa1, fa2
    ILLEGAL_IN M, fmv.x.d a0, fa0
    ILLEGAL_IN M, fld fa0, 0(a2)
    ILLEGAL_IN M, fsd fa0, 0(a2)
    ILLEGAL_IN M, flh fa0, 0(a2)
    ILLEGAL_IN M, csrr a0, fcsr
    ILLEGAL_IN M, csrr a0, frm
    ILLEGAL_IN M, csrw fflags, a0
    RUN M
    c.fldsp fa0, 0(sp)
    BACK
    CAUSE ILLEGAL
    EPC_FIRST
    TVAL 0x2502 /* the 16 bits of it, and not what stands behind */
    li a1, 1 << 13
    csrs mstatus, a1 /* initial */
    fmv.x.d a0, fa0
    csrr a0, mstatus
    CHECK_BITS a0, (1 << 63) | STATUS_FS, 1 << 13
    fmv.d.x fa0, a0
    csrr a0, mstatus
    CHECK_BITS a0, (1 << 63) | STATUS_FS, (1 << 63) | STATUS_FS
    li a1, 1 << 13
    csrc mstatus, a1 /* clean */
    csrr a0, mstatus
    CHECK_BITS a0, (1 << 63) | STATUS_FS, 2 << 13
    fsd fa0, 8(a2)
    csrr a0, mstatus
    CHECK_BITS a0, (1 << 63) | STATUS_FS, 2 << 13
    csrwi frm, 0
    csrr a0, mstatus
    CHECK_BITS a0, (1 << 63) | STATUS_FS, (1 << 63) | STATUS_FS
    li a1, 1 << 13
    csrc mstatus, a1
    flw fa0, 0(a2)
    csrr a0, mstatus
    CHECK_BITS a0, STATUS_FS, STATUS_FS
    PASS

    .data
    .balign 8
narrow: .dword 0x0123456789abcdef, 0
