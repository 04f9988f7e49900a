/* switch_*(from, to): saves a thread's registers, loads another's. The calling convention says which ones calls keep. */
    .macro KEPT op, base
    \op ra, 8(\base)
    \op sp, 16(\base)
    \op s0, 64(\base)
    \op s1, 72(\base)
    .irp n, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27
    \op x\n, 8*\n(\base)
    .endr
    .endm

    .macro ALL op, base
    .irp n, 1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31
    \op x\n, 8*\n(\base)
    .endr
    .endm

    .macro FLOATS op, base
    .irp n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31
    \op f\n, 256+8*\n(\base)
    .endr
    .endm

    .macro SWITCH name, which, floats
    .globl \name
\name:
    \which sd, a0
    .if \floats
    FLOATS fsd, a0
    frcsr t0
    sd t0, 512(a0)
    ld t0, 512(a1)
    fscsr t0
    FLOATS fld, a1
    .endif
    \which ld, a1
    ret
    .endm

    .text
    SWITCH switch_kept, KEPT, 0
    SWITCH switch_kept_float, KEPT, 1
    SWITCH switch_all, ALL, 0
    SWITCH switch_all_float, ALL, 1
