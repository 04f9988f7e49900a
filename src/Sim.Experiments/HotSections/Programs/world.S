/* Going into guests and processes and back, the firmware's part in M mode, a guest's trap vector. */
#define EPC (8*32)
#define STATUS (8*33)
#define HSTATUS (8*34)
#define COUNTERS (8*35)
#define VECTOR (8*36)
#define HOST_X (8*37)
#define HOST_SAVED (8*69)
#define CLINT 0x2000000
#define STCE (1 << 63)

    .macro HOST op
    \op ra, HOST_X+8(a0)
    \op sp, HOST_X+16(a0)
    \op gp, HOST_X+24(a0)
    \op tp, HOST_X+32(a0)
    \op s0, HOST_X+64(a0)
    \op s1, HOST_X+72(a0)
    .irp n, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27
    \op x\n, HOST_X+8*\n(a0)
    .endr
    .endm

    .macro GUEST op
    .irp n, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31
    \op x\n, 8*\n(a0)
    .endr
    .endm

    /* A guest, or a process: the same without what only guests have. */
    .macro ENTER name, is_guest
    .globl \name
\name:
    HOST sd
    ld t0, STATUS(a0)
    ld t3, VECTOR(a0)
    ld t4, EPC(a0)
    .if \is_guest
    ld t1, HSTATUS(a0)
    ld t2, COUNTERS(a0)
    .endif
    csrrw t0, sstatus, t0
    csrrw t3, stvec, t3
    csrw sscratch, a0
    csrw sepc, t4
    .if \is_guest
    csrrw t1, hstatus, t1
    csrrw t2, scounteren, t2
    sd t1, HOST_SAVED+8(a0)
    sd t2, HOST_SAVED+16(a0)
    .endif
    sd t0, HOST_SAVED(a0)
    sd t3, HOST_SAVED+24(a0)
    GUEST ld
    ld a0, 80(a0)
    sret
    .endm

    .macro LEAVE name, is_guest
    .balign 4
    .globl \name
\name:
    csrrw a0, sscratch, a0
    GUEST sd
    csrr t0, sscratch
    sd t0, 80(a0)
    ld t0, HOST_SAVED(a0)
    ld t3, HOST_SAVED+24(a0)
    csrr t4, sepc
    csrrw t0, sstatus, t0
    csrw stvec, t3
    sd t0, STATUS(a0)
    sd t4, EPC(a0)
    .if \is_guest
    ld t1, HOST_SAVED+8(a0)
    ld t2, HOST_SAVED+16(a0)
    csrrw t1, hstatus, t1
    csrrw t2, scounteren, t2
    sd t1, HSTATUS(a0)
    sd t2, COUNTERS(a0)
    .endif
    HOST ld
    ret
    .endm

    .text
    ENTER enter_world, 1
    LEAVE leave_world, 1
    ENTER enter_process, 0
    LEAVE leave_process, 0

    /* The least that a null hypercall (a7 = 0) can do: two registers, no host. */
    .balign 4
    .globl leave_world_quickly
leave_world_quickly:
    csrrw a0, sscratch, a0
    sd t0, 40(a0)
    sd t1, 48(a0)
    csrr t0, scause
    li t1, 10
    bne t0, t1, 1f
    bnez a7, 1f
    csrr t0, sepc
    addi t0, t0, 4
    csrw sepc, t0
    ld t0, 40(a0)
    ld t1, 48(a0)
    csrrw a0, sscratch, a0
    addi a0, a0, 1
    sret
1:  ld t0, 40(a0)
    ld t1, 48(a0)
    csrrw a0, sscratch, a0
    j leave_world

    .macro GUEST_CSRS op
    \op vsstatus, t0, 0
    \op vsie, t1, 8
    \op vstvec, t2, 16
    \op vsscratch, t3, 24
    \op vsepc, t4, 32
    \op vscause, t5, 40
    \op vstval, t6, 48
    \op hvip, a1, 56
    \op vsatp, a2, 64
    .endm
    .macro SAVE_CSR csr, temporary, at
    csrr \temporary, \csr
    sd \temporary, \at(a0)
    .endm
    .macro LOAD_CSR csr, temporary, at
    ld \temporary, \at(a0)
    csrw \csr, \temporary
    .endm
    .globl save_guest_csrs, load_guest_csrs
save_guest_csrs:
    GUEST_CSRS SAVE_CSR
    ret
load_guest_csrs:
    GUEST_CSRS LOAD_CSR
    ret

    .macro FLOATS op
    .irp n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31
    \op f\n, 8*\n(a0)
    .endr
    .endm
    .globl save_floats, load_floats
save_floats:
    frcsr t0
    FLOATS fsd
    sd t0, 256(a0)
    ret
load_floats:
    ld t0, 256(a0)
    FLOATS fld
    fscsr t0
    ret

    .globl delegate_all
delegate_all:
    /* All that S mode or a guest can cause, but for calls of the firmware. */
    li t0, 0xf0b5ff
    csrw medeleg, t0
    li t0, 0x222
    csrw mideleg, t0
    li t0, STCE
    csrw 0x30a, t0 /* menvcfg */
    li t0, -1
    csrw 0x14d, t0 /* stimecmp */
    csrr t0, misa
    andi t0, t0, 0x80 /* H */
    beqz t0, 1f
    li t0, 7
    csrw hcounteren, t0
    csrw hstatus, zero
    csrw hgatp, zero
    csrw hvip, zero
1:  csrw satp, zero
    la t0, unexpected_in_host
    csrw stvec, t0
    la t0, firmware
    csrw mtvec, t0
    la t0, firmware_areas
    slli a0, a0, 6
    add t0, t0, a0
    csrw mscratch, t0
    li t0, 8 /* software interrupts of M mode */
    csrw mie, t0
    ret

    .globl become_supervisor
become_supervisor:
    li t0, 3 << 11
    csrc mstatus, t0
    li t0, 1 << 11
    csrs mstatus, t0
    csrw mepc, ra
    mret

    /* a0 the hart */
    .globl send_software_interrupt
send_software_interrupt:
    li a7, 4
    ecall
    ret

    .balign 4
firmware:
    csrrw sp, mscratch, sp
    sd t0, 0(sp)
    sd t1, 8(sp)
    csrr t0, mcause
    bltz t0, 2f
    addi t1, t0, -9
    bnez t1, 3f
    li t1, 4
    bne a7, t1, 4f
    fence
    li t0, CLINT
    slli t1, a0, 2
    add t0, t0, t1
    li t1, 1
    sw t1, 0(t0)
    csrr t0, mepc
    addi t0, t0, 4
    csrw mepc, t0
1:  ld t0, 0(sp)
    ld t1, 8(sp)
    csrrw sp, mscratch, sp
    mret
2:  csrr t0, mhartid
    slli t0, t0, 2
    li t1, CLINT
    add t0, t0, t1
    sw zero, 0(t0)
    csrsi mip, 2
    j 1b
3:  addi a0, t0, 1009
4:  j finish

    .balign 4
    .globl unexpected_in_host
unexpected_in_host:
    csrr a0, scause
    addi a0, a0, 1200
    j finish

    .balign 4
    .globl guest_vector
guest_vector:
    addi sp, sp, -144
    .irp r, 1, 5, 6, 7, 10, 11, 12, 13, 14, 15, 16, 17
    sd x\r, 8*(\r-1)(sp)
    .endr
    sd t3, 16(sp)
    sd t4, 24(sp)
    sd t5, 56(sp)
    sd t6, 64(sp)
    csrr a0, scause
    call guest_trap
    ld t3, 16(sp)
    ld t4, 24(sp)
    ld t5, 56(sp)
    ld t6, 64(sp)
    .irp r, 1, 5, 6, 7, 10, 11, 12, 13, 14, 15, 16, 17
    ld x\r, 8*(\r-1)(sp)
    .endr
    addi sp, sp, 144
    sret

    .weak guest_trap
guest_trap:
    csrr a0, scause
    addi a0, a0, 1100
    j finish

    .bss
    .balign 64
firmware_areas: .skip 64 * 4
