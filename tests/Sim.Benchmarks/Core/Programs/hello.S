# Prints a line through the UART and ends well.
    .section .text.start, "ax"
    .globl _start
_start:
    la      t0, text
    li      t1, 0x10000000
1:  lbu     t2, 0(t0)
    beqz    t2, 2f
    sb      t2, 0(t1)
    addi    t0, t0, 1
    j       1b
2:  la      t0, tohost
    li      t1, 1
    sd      t1, 0(t0)
3:  j       3b
text:
    .asciz  "hello\n"

    .section .tohost, "aw", @progbits
    .balign 64
    .globl tohost, fromhost
    .type tohost, @object
    .size tohost, 8
    .type fromhost, @object
    .size fromhost, 8
tohost: .dword 0
fromhost: .dword 0
