/*
 * Prints what programmable counters do on the console of QEMU's virt board: who may read them, how they count instructions
 * and cycles, which events there are, and how often each happens in two loops. The lines of `gate` and `exact` are to be the
 * same on any machine where an instruction takes a cycle; those of `event` say what the core is like.
 */
#define SUPERVISOR
#define HYPERVISOR
#include "program.h"

#define UART     0x10000000
#define FINISHER 0x100000
#define PASSED   0x5555

#define CPU_CYCLES   1
#define INSTRUCTIONS 2

    .macro PRINT text
    .section .rodata
99: .asciz "\text"
    .text
    la a0, 99b
    jal print
    .endm

    .macro END_LINE
    la a0, line_end
    jal print
    .endm

    .macro NUMBER register
    mv a0, \register
    jal print_number
    .endm

    /* The cause that ends an attempt to read a counter: ecall's where it was allowed. */
    .macro ATTEMPT mode, csr
    TRY \mode, csrr a0, \csr
    PRINT " \mode="
    NUMBER s0
    .endm

    /* All eight ways to open counter n to those below M mode. */
    .macro GATES n
    li s7, 0
1:  slli t0, s7, \n
    srli t1, t0, 2
    srli t2, t0, 1
    li t3, 1 << \n
    and t0, t0, t3
    and t1, t1, t3
    and t2, t2, t3
    csrw scounteren, t0
    csrw mcounteren, t1
    csrw CSR_HCOUNTEREN, t2
    PRINT "gate hpmcounter\n mhs="
    NUMBER s7
    ATTEMPT M, hpmcounter\n
    ATTEMPT S, hpmcounter\n
    ATTEMPT U, hpmcounter\n
    ATTEMPT VS, hpmcounter\n
    ATTEMPT VU, hpmcounter\n
    END_LINE
    addi s7, s7, 1
    li t0, 8
    blt s7, t0, 1b
    .endm

    /* Counting instructions: 2000 in a loop, none while inhibited, and on from what is written. */
    .macro EXACT n, event, name
    li t0, \event
    csrw mhpmevent\n, t0
    csrw 0x320, x0
    li t1, 1000
    csrr s7, mhpmcounter\n
1:  addi t1, t1, -1
    bnez t1, 1b
    csrr s8, mhpmcounter\n
    sub s7, s8, s7
    li t0, 1 << \n
    csrw 0x320, t0
    csrr a6, mhpmcounter\n
    nop
    csrr a7, mhpmcounter\n
    sub a7, a7, a6
    li t0, 12345
    csrw mhpmcounter\n, t0
    nop
    csrr a6, mhpmcounter\n
    csrw 0x320, x0
    li t0, 500
    csrw mhpmcounter\n, t0
    csrr s8, mhpmcounter\n
    csrw mhpmevent\n, x0
    PRINT "exact \name hpmcounter\n loop="
    NUMBER s7
    PRINT " inhibited="
    NUMBER a7
    PRINT " written="
    NUMBER a6
    PRINT " on="
    NUMBER s8
    END_LINE
    .endm

START
    .option norvc
    csrw 0x320, x0
    GATES 3
    GATES 4
    GATES 31
    EXACT 3, INSTRUCTIONS, instructions
    EXACT 31, INSTRUCTIONS, instructions
    EXACT 3, CPU_CYCLES, cycles
    EXACT 31, CPU_CYCLES, cycles
    jal link

    la s7, events
2:  ld s8, 0(s7)
    csrw mhpmevent3, s8
    csrr a6, mhpmevent3
    csrw mhpmcounter3, x0
    jal alternate
    csrr tp, mhpmcounter3
    csrw mhpmcounter3, x0
    jal chase
    csrr a7, mhpmcounter3
    PRINT "event "
    NUMBER s8
    PRINT " reads="
    NUMBER a6
    PRINT " branches="
    NUMBER tp
    PRINT " chase="
    NUMBER a7
    END_LINE
    addi s7, s7, 8
    la t0, events_end
    bltu s7, t0, 2b

    li t0, FINISHER
    li t1, PASSED
    sw t1, 0(t0)
    PASS

/* 1000 branches that are taken by turns, and those of the loop around. */
    .balign 64
alternate:
    li t0, 1000
1:  andi t1, t0, 1
    beqz t1, 2f
    nop
2:  addi t0, t0, -1
    bnez t0, 1b
    ret

/* 4096 dependent loads, each of a line of its own in 256 KiB. */
    .balign 64
chase:
    la t0, ring
    li t1, 4096
1:  ld t0, 0(t0)
    addi t1, t1, -1
    bnez t1, 1b
    ret

/* Links the lines of the ring: from line n to n + 1021, all 4096 in turn, 1021 being odd. */
link:
    la t0, ring
    li t1, 0
    li t3, 4096
    li t4, 1021
1:  add t2, t1, t4
    slli t2, t2, 52
    srli t2, t2, 52
    slli t1, t1, 6
    add t1, t1, t0
    slli t6, t2, 6
    add t6, t6, t0
    sd t6, 0(t1)
    mv t1, t2
    addi t3, t3, -1
    bnez t3, 1b
    ret

print:
    li t0, UART
1:  lbu t1, 0(a0)
    beqz t1, 2f
    sb t1, 0(t0)
    addi a0, a0, 1
    j 1b
2:  ret

/* In decimal. */
print_number:
    la t1, digits_end
    li t2, 10
1:  remu t0, a0, t2
    divu a0, a0, t2
    addi t0, t0, '0'
    addi t1, t1, -1
    sb t0, 0(t1)
    bnez a0, 1b
    mv a0, t1
    j print

    .data
    .balign 8
events:
    .dword 1, 2, 3, 4, 5, 6, 7, 8, 9
    .dword 0x10000, 0x10001, 0x10002, 0x10004, 0x10008, 0x10009, 0x10010, 0x10011, 0x10019, 0x1001b, 0x10021, 0x10028, 0x10029
    .dword 0x20001, 0x20002, 0x20003, 0x20004, 0x20005, 0x20006, 0x20007, 0x20008, 0x20009
events_end:
digits:
    .space 20
digits_end:
    .byte 0
line_end:
    .byte 10, 0
    .bss
    .balign 4096
ring:
    .space 4096 * 64
