# Starts a program: stack, floating point on. Ends through tohost.
    .section .text.start, "ax"
    .globl _start
_start:
    la      sp, stack_top
    la      t0, done
    csrw    mtvec, t0
    li      t0, 0x2000
    csrs    mstatus, t0
    call    main
    slli    a0, a0, 1
    ori     a0, a0, 1
    j       4f
    .balign 4
done:                                   # a trap: none is meant
    li      a0, 0xBAD
4:  la      t0, tohost
    sd      a0, 0(t0)
5:  j       5b

    .section .tohost, "aw", @progbits
    .balign 64
    .globl tohost, fromhost
    .type tohost, @object
    .size tohost, 8
    .type fromhost, @object
    .size fromhost, 8
tohost: .dword 0
fromhost: .dword 0

    .bss
    .balign 4096
    .skip 65536
stack_top:
