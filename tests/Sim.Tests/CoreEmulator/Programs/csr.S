/* The CSRs of machine and supervisor level: presence, access by mode, what their fields hold, the instructions on them. */
#define SUPERVISOR
#include "program.h"

START
    /* The six instructions, with x0 and the same register on both sides. */
    li a1, 0x0123456789abcdef
    csrw mscratch, a1
    csrr a0, mscratch
    CHECK a0, 0x0123456789abcdef
    li a2, -1
    csrrw a0, mscratch, a2
    CHECK a0, 0x0123456789abcdef
    csrrw a1, mscratch, a1
    CHECK a1, -1
    csrrw x0, mscratch, a2
    csrrc a0, mscratch, a0
    CHECK a0, -1
    csrr a0, mscratch
    CHECK a0, 0xfedcba9876543210
    li a1, 0xf
    csrrs a1, mscratch, a1
    CHECK a1, 0xfedcba9876543210
    csrrs a0, mscratch, x0
    CHECK a0, 0xfedcba987654321f
    csrrc a0, mscratch, x0
    CHECK a0, 0xfedcba987654321f
    csrrwi a0, mscratch, 31
    CHECK a0, 0xfedcba987654321f
    csrrsi a0, mscratch, 0
    CHECK a0, 31
    csrrci a0, mscratch, 0x15
    CHECK a0, 31
    csrrsi a0, mscratch, 1
    CHECK a0, 10
    csrrw a0, mscratch, x0
    CHECK a0, 11
    csrrci x0, mscratch, 0
    csrr a0, mscratch
    CHECK a0, 0
    csrwi mscratch, 0
    csrrwi x0, mscratch, 9
    csrr a0, mscratch
    CHECK a0, 9

    /* Machine level: to be read in M mode, and by nobody else; not even to be asked for. */
    .irp csr, mvendorid, marchid, mimpid, mhartid, mconfigptr, mstatus, misa, medeleg, mideleg, mie, mtvec, mcounteren, 0x30a, 0x320, mscratch, mepc, mcause, mtval, mip, pmpcfg0, pmpcfg2, pmpaddr0, pmpaddr1, pmpaddr15, mcycle, minstret, mhpmcounter3, mhpmcounter31, mhpmevent3, mhpmevent31
    ALLOWED_IN M, csrr a0, \csr
    ILLEGAL_IN S, csrr a0, \csr
    ILLEGAL_IN U, csrr a0, \csr
    ILLEGAL_IN S, csrrci x0, \csr, 1
    .endr
    /* Supervisor level. */
    .irp csr, sstatus, sie, stvec, scounteren, 0x10a, sscratch, sepc, scause, stval, sip, satp
    ALLOWED_IN M, csrr a0, \csr
    ALLOWED_IN S, csrr a0, \csr
    ALLOWED_IN S, csrrs a1, \csr, x0
    ILLEGAL_IN U, csrr a0, \csr
    ILLEGAL_IN U, csrrwi x0, \csr, 0
    .endr
    ALLOWED_IN U, csrr a0, fcsr
    ALLOWED_IN U, csrw fflags, x0
    ALLOWED_IN U, csrwi frm, 0

    /* Read-only registers: any write is illegal, a set or clear without a source is none. */
    .irp csr, mvendorid, marchid, mimpid, mhartid, mconfigptr, cycle, time, instret, hpmcounter3, hpmcounter31
    ILLEGAL_IN M, csrw \csr, x0
    ILLEGAL_IN M, csrrs a0, \csr, a1
    ILLEGAL_IN M, csrrc x0, \csr, a1
    ILLEGAL_IN M, csrwi \csr, 0
    ILLEGAL_IN M, csrsi \csr, 1
    ILLEGAL_IN M, csrrwi a0, \csr, 1
    ALLOWED_IN M, csrrsi a0, \csr, 0
    ALLOWED_IN M, csrrci x0, \csr, 0
    ALLOWED_IN M, csrrc a0, \csr, x0
    .endr
    csrr a0, mhartid
    CHECK a0, 0

    /* Registers that do not exist, or only in RV32. */
    .irp csr, 0x004, 0x044, 0x0ff, 0x102, 0x103, 0x1ff, 0x310, 0x357, 0x3a1, 0x3a3, 0x400, 0x5c0, 0x7b0, 0x7b1, 0x7ff, 0x800, 0x9ff, 0xb01, 0xb80, 0xb82, 0xc80, 0xc81, 0xcff, 0xdc0, 0xfff
    ILLEGAL_IN M, csrr a0, \csr
    ILLEGAL_IN M, csrrwi x0, \csr, 0
    ILLEGAL_IN U, csrr a0, \csr
    .endr

    /* What fields hold. */
    csrr a0, misa
    CHECK_BITS a0, (3 << 62) | 0x14112d, (2 << 62) | 0x14112d
    READS_AS mscratch, -1, -1
    READS_AS sscratch, -1, -1
    csrr a0, mscratch
    CHECK a0, -1
    READS_AS mscratch, 0x5a5a5a5a5a5a5a5a, 0x5a5a5a5a5a5a5a5a
    READS_AS mepc, 0x80000001, 0x80000000
    READS_AS mepc, 0x80000003, 0x80000002
    READS_AS sepc, 0x80000007, 0x80000006
    READS_AS mtval, 0x3fffffffff, 0x3fffffffff
    READS_AS stval, 0x3fffffffff, 0x3fffffffff
    .irp cause, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 15, INTERRUPT | SSI, INTERRUPT | STI, INTERRUPT | SEI
    READS_AS mcause, \cause, \cause
    READS_AS scause, \cause, \cause
    .endr
    READS_AS mcause, INTERRUPT | MTI, INTERRUPT | MTI
    csrr s7, mtvec
    READS_AS mtvec, 0x80001000, 0x80001000
    READS_AS mtvec, 0x80001001, 0x80001001
    csrw mtvec, s7
    csrr s7, stvec
    READS_AS stvec, 0x80001000, 0x80001000
    READS_AS stvec, 0x80001001, 0x80001001
    csrw stvec, s7
    READS_AS mcounteren, 7, 7
    READS_AS mcounteren, 0, 0
    READS_AS scounteren, 7, 7
    READS_AS scounteren, 0, 0
    WRITE mcounteren, -1
    csrr a0, mcounteren
    CHECK_BITS a0, 0xffffffff00000007, 7
    READS_AS 0x320, 2, 0 /* mcountinhibit: time cannot be stopped */
    READS_AS 0x320, 5, 5
    READS_AS 0x320, 0, 0

    /* Interrupts: which may be enabled, made pending, delegated. */
    #define S_INTERRUPTS (1 << SSI | 1 << STI | 1 << SEI)
    #define M_INTERRUPTS (1 << MSI | 1 << MTI | 1 << MEI)
    WRITE mideleg, -1
    csrr a0, mideleg
    CHECK_BITS a0, S_INTERRUPTS | M_INTERRUPTS | 1 | 1 << 4, S_INTERRUPTS
    WRITE mie, -1
    csrr a0, mie
    CHECK_BITS a0, S_INTERRUPTS | M_INTERRUPTS | 1 | 1 << 4 | 1 << 8, S_INTERRUPTS | M_INTERRUPTS
    csrr a0, sie
    CHECK a0, S_INTERRUPTS
    WRITE mideleg, 1 << STI
    csrr a0, sie
    CHECK a0, 1 << STI
    CLEAR sie, -1
    csrr a0, mie
    CHECK_BITS a0, S_INTERRUPTS | M_INTERRUPTS, S_INTERRUPTS & ~(1 << STI) | M_INTERRUPTS
    WRITE mie, 0
    WRITE mideleg, S_INTERRUPTS
    WRITE sie, -1
    csrr a0, mie
    CHECK a0, S_INTERRUPTS
    WRITE mie, 0
    CLEAR mip, -1
    csrr a0, mip
    CHECK_BITS a0, S_INTERRUPTS, 0
    SET mip, S_INTERRUPTS
    csrr a0, mip
    CHECK_BITS a0, S_INTERRUPTS, S_INTERRUPTS
    csrr a0, sip
    CHECK a0, S_INTERRUPTS
    CLEAR sip, -1 /* only the software interrupt is S mode's to clear */
    csrr a0, mip
    CHECK_BITS a0, S_INTERRUPTS, 1 << STI | 1 << SEI
    SET sip, -1
    csrr a0, mip
    CHECK_BITS a0, S_INTERRUPTS, S_INTERRUPTS
    CLEAR mip, S_INTERRUPTS
    SET sip, -1
    csrr a0, mip
    CHECK_BITS a0, S_INTERRUPTS, 1 << SSI
    WRITE mideleg, 0
    csrr a0, sip
    CHECK a0, 0
    CLEAR sip, -1
    csrr a0, mip
    CHECK_BITS a0, S_INTERRUPTS, 1 << SSI
    CLEAR mip, -1
    csrr s7, mip
    SET mip, M_INTERRUPTS /* these come from the devices alone */
    csrr a0, mip
    xor a0, a0, s7
    CHECK_BITS a0, M_INTERRUPTS, 0
    CLEAR mip, M_INTERRUPTS
    csrr a0, mip
    xor a0, a0, s7
    CHECK_BITS a0, M_INTERRUPTS, 0

    /* satp: a write of a mode which is not there has no effect on any field. */
    READS_AS satp, 8 << 60 | 0x80123, 8 << 60 | 0x80123
    READS_AS satp, 9 << 60 | 0x80124, 9 << 60 | 0x80124
    READS_AS satp, 2 << 60 | 0x80555, 9 << 60 | 0x80124
    READS_AS satp, 15 << 60, 9 << 60 | 0x80124
    READS_AS satp, 7 << 60, 9 << 60 | 0x80124
    READS_AS satp, 0, 0
    WRITE satp, 8 << 60 | 0xffff << 44 | 0x80001
    csrr a0, satp
    CHECK_BITS a0, 0xf0000fffffffffff, 8 << 60 | 0x80001
    csrw satp, x0

    /* menvcfg, senvcfg: the fields of this machine, and no others. FIOM means nothing where devices are strongly ordered, so
       it may be there or not. */
    #define MENVCFG (ENVCFG_CBIE | ENVCFG_CBCFE | ENVCFG_CBZE | ENVCFG_ADUE | ENVCFG_PBMTE | ENVCFG_STCE)
    WRITE CSR_MENVCFG, -1
    csrr a0, CSR_MENVCFG
    CHECK_BITS a0, -2, MENVCFG
    READS_AS CSR_MENVCFG, 0, 0
    WRITE CSR_SENVCFG, -1
    csrr a0, CSR_SENVCFG
    CHECK_BITS a0, -2, ENVCFG_CBIE | ENVCFG_CBCFE | ENVCFG_CBZE
    READS_AS CSR_SENVCFG, 0, 0
    WRITE CSR_MENVCFG, 2 << 4 /* reserved value of CBIE */
    csrr a0, CSR_MENVCFG
    CHECK_BITS a0, 2 << 4, 0
    PASS
