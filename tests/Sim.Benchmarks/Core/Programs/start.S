# Starts a benchmark: stack, floating point on; with PAGING, an identity map of 2-MiB pages in Sv39 and S mode. Ends through tohost.
    .section .text.start, "ax"
    .globl _start
_start:
    la      sp, stack_top
    la      t0, done
    csrw    mtvec, t0
    li      t0, 0x2000
    csrs    mstatus, t0
#ifdef PAGING
    # Gigapage 2 (0x80000000) points to a table of 2-MiB leaves: RWX, accessed, dirty.
    la      t0, root
    la      t1, leaves
    srli    t2, t1, 12
    slli    t2, t2, 10
    ori     t2, t2, 1
    sd      t2, 16(t0)
    li      t3, 0x20000000 | 0xCF
    li      t4, 512
1:  sd      t3, 0(t1)
    addi    t1, t1, 8
    li      t5, 1 << 19
    add     t3, t3, t5
    addi    t4, t4, -1
    bnez    t4, 1b
    srli    t0, t0, 12
    li      t1, 8 << 60
    or      t0, t0, t1
    csrw    satp, t0
    sfence.vma
    li      t0, -1
    csrw    pmpaddr0, t0
    li      t0, 0x1F
    csrw    pmpcfg0, t0
    li      t0, 0x1800
    csrc    mstatus, t0
    li      t0, 0x0800
    csrs    mstatus, t0
    la      t0, 2f
    csrw    mepc, t0
    mret
2:
#endif
    call    main
    slli    a0, a0, 1
    ori     a0, a0, 1
    j       4f
    .balign 4
done:                                   # a trap: no benchmark takes one
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
root:   .skip 4096
leaves: .skip 4096
    .skip 65536
stack_top:
