/* Zicbom, Zicboz, Zicbop: what they do, and who may, by menvcfg, senvcfg and henvcfg. */
#define SUPERVISOR
#define HYPERVISOR
#include "program.h"

#define BLOCK 64

START
    /* cbo.zero clears the block around an address, and no other byte. */
    la s7, area
    li a0, -1
    li a2, 24
    mv a1, s7
1:  sd a0, 0(a1)
    addi a1, a1, 8
    addi a2, a2, -1
    bnez a2, 1b
    addi a1, s7, BLOCK + 37
    cbo.zero 0(a1)
    ld a0, BLOCK - 8(s7)
    CHECK a0, -1
    ld a0, 2 * BLOCK(s7)
    CHECK a0, -1
    li a2, 8
    addi a1, s7, BLOCK
2:  ld a0, 0(a1)
    CHECK a0, 0
    addi a1, a1, 8
    addi a2, a2, -1
    bnez a2, 2b
    /* The others leave what is written alone (cbo.inval as well: there is no other copy). */
    li a0, 0x1234
    addi a1, s7, 13
    sd a0, 0(s7)
    cbo.clean 0(a1)
    cbo.flush 0(a1)
    cbo.inval 0(a1)
    prefetch.r 0(a1)
    prefetch.w 32(a1)
    prefetch.i -32(a1)
    prefetch.r 0(x0)
    ld a0, 0(s7)
    CHECK a0, 0x1234
    li a1, 0x40000000
    TRY M, cbo.zero 0(a1)
    CAUSE STORE_ACCESS
    TVAL 0x40000000
    ALLOWED_IN M, prefetch.r 0(a1)
    ALLOWED_IN U, prefetch.w 0(a1)

    mv a1, s7
    .macro GATED bit, instruction:vararg
    WRITE CSR_MENVCFG, 0
    WRITE CSR_SENVCFG, -1
    WRITE CSR_HENVCFG, -1
    ALLOWED_IN M, \instruction
    ILLEGAL_IN S, \instruction
    ILLEGAL_IN U, \instruction
    ILLEGAL_IN VS, \instruction
    ILLEGAL_IN VU, \instruction
    WRITE CSR_MENVCFG, \bit
    WRITE CSR_SENVCFG, \bit
    WRITE CSR_HENVCFG, \bit
    ALLOWED_IN S, \instruction
    ALLOWED_IN U, \instruction
    ALLOWED_IN VS, \instruction
    ALLOWED_IN VU, \instruction
    WRITE CSR_SENVCFG, 0
    ALLOWED_IN S, \instruction
    ILLEGAL_IN U, \instruction
    ALLOWED_IN VS, \instruction
    VIRTUAL_IN VU, \instruction
    WRITE CSR_SENVCFG, \bit
    WRITE CSR_HENVCFG, 0
    ALLOWED_IN U, \instruction
    VIRTUAL_IN VS, \instruction
    VIRTUAL_IN VU, \instruction
    .endm
    GATED ENVCFG_CBZE, cbo.zero 0(a1)
    GATED ENVCFG_CBCFE, cbo.clean 0(a1)
    GATED ENVCFG_CBCFE, cbo.flush 0(a1)
    GATED ENVCFG_CBIE, cbo.inval 0(a1)
    GATED ENVCFG_CBIE_FLUSH, cbo.inval 0(a1)
    PASS

    .bss
    .balign 64
area: .skip 256
