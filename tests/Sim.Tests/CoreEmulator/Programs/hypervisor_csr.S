/* The hypervisor's CSRs: who may read them, what they hold, what a guest finds in their place. */
#define SUPERVISOR
#define HYPERVISOR
#include "program.h"

START
    WRITE mcounteren, -1
    WRITE CSR_MENVCFG, ENVCFG_STCE
    /* Hypervisor and virtual supervisor CSRs: for M and HS; a guest's access is a virtual-instruction exception. */
    .irp csr, 0x600, 0x602, 0x603, 0x604, 0x606, 0x607, 0x60a, 0x605, 0x643, 0x644, 0x645, 0x64a, 0x680, 0xe12, 0x200, 0x204, 0x205, 0x240, 0x241, 0x242, 0x243, 0x244, 0x280, 0x24d
    ALLOWED_IN M, csrr a0, \csr
    ALLOWED_IN S, csrr a0, \csr
    ILLEGAL_IN U, csrr a0, \csr
    VIRTUAL_IN VS, csrr a0, \csr
    VIRTUAL_IN VU, csrr a0, \csr
    .endr
    .irp csr, 0x600, 0x680, 0x200, 0x280
    VIRTUAL_IN VS, csrw \csr, x0
    ILLEGAL_IN U, csrw \csr, x0
    .endr
    ILLEGAL_IN M, csrw CSR_HGEIP, x0
    ILLEGAL_IN S, csrw CSR_HGEIP, x0
    ILLEGAL_IN VS, csrw CSR_HGEIP, x0
    /* Machine level stays illegal for a guest, and so does what does not exist. */
    .irp csr, mstatus, mscratch, mie, mepc, mtinst, mtval2, 0x30a, pmpcfg0, mcycle, 0x5c0, 0x800, 0x7b0
    ILLEGAL_IN VS, csrr a0, \csr
    ILLEGAL_IN VU, csrr a0, \csr
    .endr
    ALLOWED_IN M, csrr a0, CSR_MTINST
    ALLOWED_IN M, csrr a0, CSR_MTVAL2
    ILLEGAL_IN S, csrr a0, CSR_MTINST
    ILLEGAL_IN S, csrr a0, CSR_MTVAL2
    /* Supervisor level is the guest supervisor's; the guest's user gets a virtual-instruction exception. */
    .irp csr, sstatus, sie, stvec, scounteren, 0x10a, sscratch, sepc, scause, stval, sip, satp
    ALLOWED_IN VS, csrr a0, \csr
    VIRTUAL_IN VU, csrr a0, \csr
    VIRTUAL_IN VU, csrwi \csr, 0
    .endr

    /* What fields hold. */
    WRITE mideleg, 0
    csrr a0, mideleg
    CHECK a0, 1 << VSSI | 1 << VSTI | 1 << VSEI | 1 << SGEI
    WRITE CSR_HEDELEG, -1
    csrr a0, CSR_HEDELEG
    CHECK_BITS a0, 1 << ECALL_S | 1 << ECALL_VS | 1 << ECALL_M | 0xf << 20, 0
    #define GUEST_CAUSES (1 << FETCH_ACCESS | 1 << ILLEGAL | 1 << BREAKPOINT | 1 << LOAD_MISALIGNED | 1 << LOAD_ACCESS | 1 << STORE_MISALIGNED | 1 << STORE_ACCESS | 1 << ECALL_U | 1 << FETCH_PAGE | 1 << LOAD_PAGE | 1 << STORE_PAGE)
    CHECK_BITS a0, GUEST_CAUSES, GUEST_CAUSES
    WRITE medeleg, -1
    csrr a0, medeleg
    CHECK_BITS a0, 1 << ECALL_VS | 0xf << 20, 1 << ECALL_VS | 0xf << 20
    WRITE medeleg, 0
    READS_AS CSR_HIDELEG, -1, 1 << VSSI | 1 << VSTI | 1 << VSEI
    READS_AS CSR_HIDELEG, 0, 0
    READS_AS CSR_HVIP, -1, 1 << VSSI | 1 << VSTI | 1 << VSEI
    csrr a0, CSR_HIP
    CHECK a0, 1 << VSSI | 1 << VSTI | 1 << VSEI
    csrr a0, mip
    CHECK_BITS a0, 1 << VSSI | 1 << VSTI | 1 << VSEI | 1 << SGEI, 1 << VSSI | 1 << VSTI | 1 << VSEI
    CLEAR CSR_HIP, -1 /* of hip, VSSIP alone can be written: an alias of hvip's */
    csrr a0, CSR_HVIP
    CHECK a0, 1 << VSTI | 1 << VSEI
    SET CSR_HIP, -1
    csrr a0, CSR_HVIP
    CHECK a0, 1 << VSSI | 1 << VSTI | 1 << VSEI
    CLEAR mip, 1 << VSSI
    csrr a0, CSR_HVIP
    CHECK a0, 1 << VSTI | 1 << VSEI
    csrw CSR_HVIP, x0
    WRITE mie, -1
    csrr a0, CSR_HIE
    CHECK a0, 1 << VSSI | 1 << VSTI | 1 << VSEI | 1 << SGEI
    csrw CSR_HIE, x0
    csrr a0, mie
    CHECK_BITS a0, 1 << VSSI | 1 << VSTI | 1 << VSEI | 1 << SGEI, 0
    CHECK_BITS a0, 1 << SSI | 1 << MTI, 1 << SSI | 1 << MTI
    WRITE CSR_HIE, -1
    csrr a0, mie
    CHECK_BITS a0, 1 << VSSI | 1 << VSTI | 1 << VSEI | 1 << SGEI, 1 << VSSI | 1 << VSTI | 1 << VSEI | 1 << SGEI
    csrr a0, sie
    CHECK_BITS a0, 1 << VSSI | 1 << VSTI | 1 << VSEI | 1 << SGEI, 0
    csrw mie, x0

    /* vsip and vsie: hideleg's choice of hip and hie, a bit lower. */
    WRITE CSR_HVIP, 1 << VSSI | 1 << VSTI | 1 << VSEI
    csrr a0, CSR_VSIP
    CHECK a0, 0
    WRITE CSR_HIDELEG, 1 << VSSI | 1 << VSEI
    csrr a0, CSR_VSIP
    CHECK a0, 1 << SSI | 1 << SEI
    WRITE CSR_VSIE, -1
    csrr a0, CSR_HIE
    CHECK a0, 1 << VSSI | 1 << VSEI
    csrr a0, CSR_VSIE
    CHECK a0, 1 << SSI | 1 << SEI
    WRITE CSR_HIDELEG, -1
    csrr a0, CSR_VSIE
    CHECK a0, 1 << SSI | 1 << SEI
    WRITE CSR_HIE, 1 << VSTI
    csrr a0, CSR_VSIE
    CHECK a0, 1 << STI
    csrr a0, CSR_VSIP
    CHECK a0, 1 << SSI | 1 << STI | 1 << SEI
    CLEAR CSR_VSIP, -1
    csrr a0, CSR_HVIP
    CHECK a0, 1 << VSTI | 1 << VSEI
    SET CSR_VSIP, 1 << SSI
    csrr a0, CSR_HVIP
    CHECK a0, 1 << VSSI | 1 << VSTI | 1 << VSEI
    csrw CSR_HVIP, x0
    csrw CSR_HIE, x0

    READS_AS CSR_HTIMEDELTA, -1, -1
    READS_AS CSR_HTIMEDELTA, 0, 0
    READS_AS CSR_HCOUNTEREN, 7, 7
    READS_AS CSR_HCOUNTEREN, 0, 0
    csrr a0, CSR_HGEIP
    CHECK_BITS a0, 1, 0
    WRITE CSR_HGEIE, -1
    csrr a0, CSR_HGEIE
    CHECK_BITS a0, 1, 0
    csrw CSR_HGEIE, x0
    WRITE CSR_HTVAL, 0x123456789
    csrr a0, CSR_HTVAL
    CHECK a0, 0x123456789
    READS_AS CSR_MTVAL2, 0x3456789ab, 0x3456789ab
    READS_AS CSR_HTINST, 0x3000, 0x3000
    READS_AS CSR_MTINST, 0x3020, 0x3020
    READS_AS CSR_VSSCRATCH, -1, -1
    READS_AS CSR_VSEPC, 0x80000005, 0x80000004
    READS_AS CSR_VSCAUSE, INTERRUPT | SEI, INTERRUPT | SEI
    READS_AS CSR_VSTVAL, 0x12345678, 0x12345678
    csrr s7, CSR_VSTVEC
    READS_AS CSR_VSTVEC, 0x80002001, 0x80002001
    csrw CSR_VSTVEC, s7

    /* hgatp: modes Bare, Sv39x4, Sv48x4; a root of 16 KiB, so the page number's two lowest bits are zero. */
    READS_AS CSR_HGATP, 8 << 60 | 0x80000, 8 << 60 | 0x80000
    READS_AS CSR_HGATP, 9 << 60 | 0x80007, 9 << 60 | 0x80004
    WRITE CSR_HGATP, 9 << 60 | 0x3fff << 44 | 0x80004
    csrr a0, CSR_HGATP
    CHECK_BITS a0, 0xf0000fffffffffff, 9 << 60 | 0x80004
    READS_AS CSR_HGATP, 0, 0
    READS_AS CSR_VSATP, 8 << 60 | 0x80001, 8 << 60 | 0x80001
    READS_AS CSR_VSATP, 9 << 60 | 0x80002, 9 << 60 | 0x80002
    READS_AS CSR_VSATP, 0, 0

    /* hstatus: fields that can be written, and VSXL which says 64. */
    #define HSTATUS_FIELDS (HSTATUS_GVA | HSTATUS_SPV | HSTATUS_SPVP | HSTATUS_HU | HSTATUS_VTVM | HSTATUS_VTW | HSTATUS_VTSR)
    WRITE CSR_HSTATUS, -1
    csrr a0, CSR_HSTATUS
    CHECK_BITS a0, HSTATUS_FIELDS | 3 << 32 | 1 << 5, HSTATUS_FIELDS | 2 << 32
    csrw CSR_HSTATUS, x0
    csrr a0, CSR_HSTATUS
    CHECK_BITS a0, HSTATUS_FIELDS | 3 << 32, 2 << 32
    /* vsstatus: what sstatus has. */
    #define VSSTATUS_FIELDS (STATUS_SIE | STATUS_SPIE | STATUS_SPP | STATUS_FS | STATUS_SUM | STATUS_MXR)
    WRITE CSR_VSSTATUS, -1
    csrr a0, CSR_VSSTATUS
    CHECK_BITS a0, VSSTATUS_FIELDS | STATUS_MIE | STATUS_MPIE | STATUS_MPP | STATUS_MPRV | STATUS_TVM | STATUS_TW | STATUS_TSR | 3 << 32, VSSTATUS_FIELDS | 2 << 32
    WRITE CSR_VSSTATUS, STATUS_FS

    /* henvcfg: like menvcfg, and no more than it for what M mode can withhold. */
    WRITE CSR_MENVCFG, -1
    WRITE CSR_HENVCFG, -1
    csrr a0, CSR_HENVCFG
    CHECK_BITS a0, -2, ENVCFG_CBIE | ENVCFG_CBCFE | ENVCFG_CBZE | ENVCFG_ADUE | ENVCFG_PBMTE | ENVCFG_STCE
    WRITE CSR_MENVCFG, ENVCFG_STCE
    csrr a0, CSR_HENVCFG
    CHECK_BITS a0, ENVCFG_ADUE | ENVCFG_PBMTE | ENVCFG_STCE, ENVCFG_STCE
    WRITE CSR_MENVCFG, 0
    csrr a0, CSR_HENVCFG
    CHECK_BITS a0, -2, ENVCFG_CBIE | ENVCFG_CBCFE | ENVCFG_CBZE
    csrw CSR_HENVCFG, x0

    /* In VS mode the supervisor's CSRs are the virtual supervisor's; the host's are untouched. */
    .macro SUBSTITUTED csr, virtual, value, other
    WRITE \csr, \value
    WRITE \virtual, \other
    RUN VS
    csrr a0, \csr
    li a2, \value + 16
    csrw \csr, a2
    BACK
    CHECK a0, \other
    csrr a0, \csr
    CHECK a0, \value
    csrr a0, \virtual
    CHECK a0, \value + 16
    .endm
    SUBSTITUTED sscratch, CSR_VSSCRATCH, 0x1111, 0x2222
    SUBSTITUTED sepc, CSR_VSEPC, 0x80001110, 0x80002220
    SUBSTITUTED stval, CSR_VSTVAL, 0x1111, 0x2222
    csrr s7, stvec
    csrr s8, CSR_VSTVEC
    SUBSTITUTED stvec, CSR_VSTVEC, 0x80001100, 0x80002200
    csrw stvec, s7
    csrw CSR_VSTVEC, s8
    WRITE scause, 3
    WRITE CSR_VSCAUSE, 5
    RUN VS
    csrr a0, scause
    csrwi scause, 7
    BACK
    CHECK a0, 5
    csrr a0, scause
    CHECK a0, 3
    csrr a0, CSR_VSCAUSE
    CHECK a0, 7
    CLEAR mstatus, STATUS_SUM | STATUS_MXR | STATUS_SPP
    RUN VS
    li a0, STATUS_SUM | STATUS_SPP
    csrs sstatus, a0
    csrr a0, sstatus
    BACK
    csrr a2, CSR_VSSTATUS
    SAME a0, a2
    CHECK_BITS a0, STATUS_SUM | STATUS_MXR | STATUS_SPP | 3 << 32, STATUS_SUM | STATUS_SPP | 2 << 32
    csrr a0, mstatus
    CHECK_BITS a0, STATUS_SUM | STATUS_SPP, 0
    RUN VS
    li a0, 8 << 60
    csrr a2, satp
    csrs sie, x0
    BACK
    CHECK a2, 0
    WRITE CSR_HIDELEG, -1
    WRITE CSR_HVIP, 1 << VSSI | 1 << VSTI
    RUN VS
    csrr a0, sip
    csrci sip, 1 << SSI
    csrr a2, sip
    li a3, -1
    csrw sie, a3
    csrr a4, sie
    BACK
    CHECK a0, 1 << SSI | 1 << STI
    CHECK a2, 1 << STI
    CHECK a4, 1 << SSI | 1 << STI | 1 << SEI
    csrr a0, CSR_HIE
    CHECK a0, 1 << VSSI | 1 << VSTI | 1 << VSEI
    csrr a0, CSR_HVIP
    CHECK a0, 1 << VSTI
    csrw CSR_HIE, x0
    csrw CSR_HVIP, x0

    /* FS: of mstatus and of vsstatus; both must allow, both become dirty. */
    WRITE CSR_VSSTATUS, 0
    ILLEGAL_IN VS, fmv.x.d a0, fa0
    ILLEGAL_IN VU, csrr a0, fcsr
    ALLOWED_IN S, fmv.x.d a0, fa0
    WRITE CSR_VSSTATUS, 1 << 13
    CLEAR mstatus, STATUS_FS
    ILLEGAL_IN VS, fmv.x.d a0, fa0
    SET mstatus, 1 << 13
    ALLOWED_IN VS, fmv.x.d a0, fa0
    ALLOWED_IN VS, fmv.d.x fa0, a0
    csrr a0, mstatus
    CHECK_BITS a0, STATUS_FS, STATUS_FS
    csrr a0, CSR_VSSTATUS
    CHECK_BITS a0, (1 << 63) | STATUS_FS, (1 << 63) | STATUS_FS

    /* Counters: mcounteren before all, then hcounteren for the guest, then scounteren for its user. */
    .macro GATE bit, csr
    WRITE mcounteren, 0
    WRITE CSR_HCOUNTEREN, -1
    WRITE scounteren, -1
    ILLEGAL_IN VS, csrr a0, \csr
    ILLEGAL_IN VU, csrr a0, \csr
    WRITE mcounteren, -1
    ALLOWED_IN VS, csrr a0, \csr
    ALLOWED_IN VU, csrr a0, \csr
    WRITE CSR_HCOUNTEREN, 0xffffffff & ~(1 << \bit)
    ALLOWED_IN S, csrr a0, \csr
    ALLOWED_IN U, csrr a0, \csr
    VIRTUAL_IN VS, csrr a0, \csr
    VIRTUAL_IN VU, csrr a0, \csr
    WRITE CSR_HCOUNTEREN, 1 << \bit
    WRITE scounteren, 0
    ALLOWED_IN VS, csrr a0, \csr
    VIRTUAL_IN VU, csrr a0, \csr
    ILLEGAL_IN U, csrr a0, \csr
    .endm
    GATE 0, cycle
    GATE 1, time
    GATE 2, instret
    /* time as the guest reads it is shifted by htimedelta. */
    WRITE CSR_HCOUNTEREN, -1
    WRITE CSR_HTIMEDELTA, 1 << 40
    TRY VS, csrr a0, time
    csrr a2, time
    NEXT_CHECK
    bltu a0, a2, fail
    srli a0, a0, 40
    CHECK a0, 1
    srli a2, a2, 40
    CHECK a2, 0
    csrw CSR_HTIMEDELTA, x0
    PASS
