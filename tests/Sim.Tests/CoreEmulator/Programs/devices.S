/*
 * The machine's devices, where the board has them: CLINT, PLIC, UART, sifive-test; and what of the timers' compare registers
 * another simulator shows late. This program is for this machine: it need not run elsewhere.
 */
#define SUPERVISOR
#define HYPERVISOR
#include "program.h"

#define CLINT 0x2000000
#define MTIMECMP (CLINT + 0x4000)
#define MTIME (CLINT + 0xbff8)
#define PLIC 0xc000000
#define PLIC_PENDING (PLIC + 0x1000)
#define PLIC_ENABLE(context) (PLIC + 0x2000 + 0x80 * (context))
#define PLIC_THRESHOLD(context) (PLIC + 0x200000 + 0x1000 * (context))
#define PLIC_CLAIM(context) (PLIC_THRESHOLD(context) + 4)
#define UART 0x10000000
#define UART_SOURCE 10
#define TEST 0x100000

START
    /* CLINT: msip keeps one bit; mtimecmp and mtime in one access or two. */
    li s7, CLINT
    li a0, -1
    sw a0, 0(s7)
    lw a0, 0(s7)
    CHECK a0, 1
    csrr a0, mip
    CHECK_BITS a0, 1 << MSI, 1 << MSI
    sw x0, 0(s7)
    csrr a0, mip
    CHECK_BITS a0, 1 << MSI, 0
    li s8, MTIMECMP
    li a0, 0x123456789abcdef0
    sd a0, 0(s8)
    ld a1, 0(s8)
    SAME a0, a1
    lwu a1, 4(s8)
    CHECK a1, 0x12345678
    li a0, -1
    sw a0, 0(s8)
    sw a0, 4(s8)
    ld a1, 0(s8)
    CHECK a1, -1
    csrr a0, mip
    CHECK_BITS a0, 1 << MTI, 0
    sd x0, 0(s8)
    csrr a0, mip
    CHECK_BITS a0, 1 << MTI, 1 << MTI
    li a1, 1 << MTI
    csrc mip, a1
    csrr a0, mip
    CHECK_BITS a0, 1 << MTI, 1 << MTI
    li a0, -1
    sd a0, 0(s8)
    csrr a0, mip
    CHECK_BITS a0, 1 << MTI, 0
    li a1, MTIME
    ld a0, 0(a1)
    csrr a2, time
    NEXT_CHECK
    bltu a2, a0, fail
    ld a0, 0(a1)
    NEXT_CHECK
    bltu a0, a2, fail

    /* PLIC: priorities, enables, thresholds, claim and complete, for M mode (context 0) and S mode (1); the UART asks. */
    li s7, PLIC
    li s8, UART
    li a0, 3
    sw a0, 4 * UART_SOURCE(s7)
    lw a1, 4 * UART_SOURCE(s7)
    SAME a0, a1
    sw a0, 0(s7) /* there is no source 0 */
    lw a1, 0(s7)
    CHECK a1, 0
    li a2, PLIC_ENABLE(0)
    li a0, 1 << UART_SOURCE
    sw a0, 0(a2)
    lw a1, 0(a2)
    SAME a0, a1
    li a2, PLIC_ENABLE(1)
    sw x0, 0(a2)
    li a2, PLIC_THRESHOLD(0)
    sw x0, 0(a2)
    csrr a0, mip
    CHECK_BITS a0, 1 << MEI | 1 << SEI, 0
    li a2, PLIC_CLAIM(0)
    lw a0, 0(a2) /* nothing to claim */
    CHECK a0, 0

    /* UART: scratch, the divisor's latch, line status, the transmitter's interrupt. */
    li a0, 0x5a
    sb a0, 7(s8)
    lbu a1, 7(s8)
    SAME a0, a1
    li a0, 0x83
    sb a0, 3(s8) /* DLAB */
    li a0, 1
    sb a0, 0(s8)
    sb x0, 1(s8)
    lbu a0, 0(s8)
    CHECK a0, 1
    li a0, 3
    sb a0, 3(s8)
    lbu a0, 3(s8)
    CHECK a0, 3
    lbu a0, 5(s8) /* transmitter empty, nothing received */
    CHECK_BITS a0, 0x61, 0x60
    li a0, 2
    sb a0, 1(s8) /* interrupt when the transmitter is empty: at once */
    lbu a0, 1(s8)
    CHECK a0, 2
    csrr a0, mip
    CHECK_BITS a0, 1 << MEI | 1 << SEI, 1 << MEI
    li a2, PLIC_PENDING
    lw a0, 0(a2)
    CHECK_BITS a0, 1 << UART_SOURCE, 1 << UART_SOURCE
    li a2, PLIC_THRESHOLD(0)
    li a0, 3
    sw a0, 0(a2) /* not above the threshold */
    csrr a0, mip
    CHECK_BITS a0, 1 << MEI, 0
    sw x0, 0(a2)
    csrr a0, mip
    CHECK_BITS a0, 1 << MEI, 1 << MEI
    csrw mideleg, x0
    WRITE mie, 1 << MEI
    TRY U, nop
    CAUSE INTERRUPT | MEI
    csrw mie, x0
    li a2, PLIC_CLAIM(0)
    lw a0, 0(a2)
    CHECK a0, UART_SOURCE
    csrr a1, mip
    CHECK_BITS a1, 1 << MEI, 0
    lw a1, 0(a2)
    CHECK a1, 0
    lbu a1, 2(s8) /* reading the identification takes the transmitter's interrupt back */
    CHECK_BITS a1, 0xf, 2
    lbu a1, 2(s8)
    CHECK_BITS a1, 0xf, 1
    sw a0, 0(a2)
    csrr a0, mip
    CHECK_BITS a0, 1 << MEI, 0
    /* S mode's context: the external interrupt of S level. */
    li a2, PLIC_ENABLE(0)
    sw x0, 0(a2)
    li a2, PLIC_ENABLE(1)
    li a0, 1 << UART_SOURCE
    sw a0, 0(a2)
    li a2, PLIC_THRESHOLD(1)
    sw x0, 0(a2)
    sb x0, 1(s8)
    li a0, 2
    sb a0, 1(s8)
    csrr a0, mip
    CHECK_BITS a0, 1 << MEI | 1 << SEI, 1 << SEI
    WRITE mideleg, 1 << SEI
    WRITE mie, 1 << SEI
    li a2, PLIC_CLAIM(1)
    TRY U, nop
    CAUSE_IN MODE_S, INTERRUPT | SEI
    csrw mie, x0
    ALLOWED_IN S, lw a0, 0(a2)
    CHECK a0, UART_SOURCE
    csrr a1, mip
    CHECK_BITS a1, 1 << SEI, 0
    sw a0, 0(a2) /* complete: the line is still high */
    SET mip, 1 << SSI /* a set or clear of another bit does not take the PLIC's request for the software's bit */
    CLEAR mip, 1 << SSI
    lw a0, 0(a2)
    csrr a1, mip
    CHECK_BITS a1, 1 << SEI, 0
    SET mip, 1 << SEI /* the software's bit and the PLIC's are ored */
    csrr a1, mip
    CHECK_BITS a1, 1 << SEI, 1 << SEI
    CLEAR mip, 1 << SEI
    sw a0, 0(a2) /* complete: the line is still high, so it is pending again */
    csrr a1, mip
    CHECK_BITS a1, 1 << SEI, 1 << SEI
    sb x0, 1(s8)
    lw a0, 0(a2)
    sw a0, 0(a2)
    csrr a1, mip
    CHECK_BITS a1, 1 << SEI, 0

    /* Instructions are not fetched from devices. */
    li a1, UART
    TRY M, jr a1
    CAUSE FETCH_ACCESS
    TVAL UART

    /* Without henvcfg.STCE or menvcfg.STCE the guest's compare is not looked at. */
    WRITE CSR_HIDELEG, 1 << VSTI
    WRITE CSR_MENVCFG, ENVCFG_STCE
    WRITE CSR_HENVCFG, ENVCFG_STCE
    csrw CSR_VSTIMECMP, x0
    csrw CSR_STIMECMP, x0
    csrr a0, mip
    CHECK_BITS a0, 1 << VSTI | 1 << STI, 1 << VSTI | 1 << STI
    WRITE CSR_HENVCFG, 0
    csrr a0, mip
    CHECK_BITS a0, 1 << VSTI | 1 << STI, 1 << STI
    WRITE CSR_MENVCFG, 0
    csrr a0, mip
    CHECK_BITS a0, 1 << VSTI | 1 << STI, 0

    /* sifive-test ends the run: with success, if the word is the right one. */
    li a1, TEST
    li a0, 0x5555
    sw a0, 0(a1)
1:  wfi
    j 1b
