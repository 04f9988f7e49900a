/* run_in(mode, function, argument): calls the function in the mode that mstatus.MPP and MPV say, and comes back to M mode. */
    .text
    .globl run_in
run_in:
    addi sp, sp, -16
    sd ra, 0(sp)
    la t0, back
    csrw mtvec, t0
    li t0, 1
    slli t0, t0, 39
    li t1, 3 << 11
    or t0, t0, t1
    csrc mstatus, t0
    csrs mstatus, a0
    csrw mepc, a1
    mv a0, a2
    la ra, 1f
    mret
1:  ecall

    .balign 4
back:
    csrr t0, mcause
    addi t1, t0, -9
    sltiu t1, t1, 2
    beqz t1, 1f
    ld ra, 0(sp)
    addi sp, sp, 16
    ret
1:  addi a0, t0, 1000
    j finish
