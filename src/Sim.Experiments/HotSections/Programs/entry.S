/*
 * The host's own entries and exits. Steps: Linux 6, arch/riscv/kernel/entry.S (handle_exception, ret_from_exception) and
 * arch/riscv/kvm/vcpu_switch.S (__kvm_riscv_switch_to, its return path, __kvm_riscv_unpriv_trap, fp_d_save and fp_d_restore).
 * Left out there: loading gp, vmalloc faults, the shadow call stack, stack overflow checks.
 */
#define FRAME 288 /* struct frame */
#define F_X(n) (8*(n))
#define F_STATUS 256
#define F_VALUE 264
#define F_CAUSE 272
#define T_KERNEL_STACK 8 /* struct thread */
#define T_USER_STACK 16
#define EPC (8*32) /* struct world */
#define STATUS (8*33)
#define HOST_X (8*37)
#define HOST_SAVED (8*69)
#define SIE 2
#define SPP 0x100
#define SUM_FS 0x46000
#define FS 0x6000

    .macro ALL op, base
    .irp n, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31
    \op x\n, F_X(\n)(\base)
    .endr
    .endm

    .text
    .balign 4
    .globl handle_exception
handle_exception:
    csrrw tp, sscratch, tp
    bnez tp, 1f /* 0: from the kernel itself */
    csrr tp, sscratch
    sd sp, T_KERNEL_STACK(tp)
1:  sd sp, T_USER_STACK(tp)
    ld sp, T_KERNEL_STACK(tp)
    addi sp, sp, -FRAME
    sd ra, F_X(1)(sp)
    sd gp, F_X(3)(sp)
    ALL sd, sp
    li t0, SUM_FS
    ld s0, T_USER_STACK(tp)
    csrrc s1, sstatus, t0
    csrr s2, sepc
    csrr s3, stval
    csrr s4, scause
    csrr s5, sscratch
    sd s0, F_X(2)(sp)
    sd s1, F_STATUS(sp)
    sd s2, 0(sp)
    sd s3, F_VALUE(sp)
    sd s4, F_CAUSE(sp)
    sd s5, F_X(4)(sp)
    csrw sscratch, zero
    mv a0, sp
    la ra, ret_from_exception
    bgez s4, 2f
    tail interrupted
2:  slli t0, s4, 3
    la t1, exception_handlers
    la t2, exception_handlers_end
    add t0, t1, t0
    bgeu t0, t2, unexpected_exception
    ld t1, 0(t0)
    jr t1
ret_from_exception:
    ld s0, F_STATUS(sp)
    csrci sstatus, SIE
    andi s0, s0, SPP
    bnez s0, 3f
    addi s0, sp, FRAME
    sd s0, T_KERNEL_STACK(tp)
    csrw sscratch, tp
3:  ld a0, F_STATUS(sp)
    ld a2, 0(sp)
    sc.d zero, a2, (sp) /* no reservation survives */
    csrw sstatus, a0
    csrw sepc, a2
    ld ra, F_X(1)(sp)
    ld gp, F_X(3)(sp)
    ld tp, F_X(4)(sp)
    ALL ld, sp
    ld sp, F_X(2)(sp)
    sret
unexpected_exception:
    csrr a0, scause
    addi a0, a0, 1200
    j finish

    /* a0 the thread, a1 its first frame */
    .globl start_thread
start_thread:
    mv tp, a0
    mv sp, a1
    j ret_from_exception

    .macro SAVED op
    \op ra, HOST_X+8(a0)
    \op sp, HOST_X+16(a0)
    \op gp, HOST_X+24(a0)
    \op tp, HOST_X+32(a0)
    .irp n, 8, 9, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27
    \op x\n, HOST_X+8*\n(a0)
    .endr
    .endm

    .macro GUESTS op
    .irp n, 1, 2, 3, 4
    \op x\n, 8*\n(a0)
    .endr
    .irp n, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31
    \op x\n, 8*\n(a0)
    .endr
    .endm

    .balign 4
    .globl switch_to
switch_to:
    SAVED sd
    ld t0, STATUS(a0)
    la t4, switch_return
    ld t5, EPC(a0)
    csrrw t0, sstatus, t0
    csrrw t4, stvec, t4
    csrrw t3, sscratch, a0
    csrw sepc, t5
    sd t0, HOST_SAVED(a0)
    sd t3, HOST_X(a0)
    sd t4, HOST_SAVED+24(a0)
    GUESTS ld
    ld a0, 80(a0)
    sret
    .balign 4
switch_return:
    csrrw a0, sscratch, a0
    GUESTS sd
    ld t1, HOST_SAVED+24(a0)
    ld t2, HOST_X(a0)
    ld t5, HOST_SAVED(a0)
    csrr t0, sepc
    csrrw t2, sscratch, t2
    csrw stvec, t1
    csrrw t5, sstatus, t5
    sd t0, EPC(a0)
    sd t2, 80(a0)
    sd t5, STATUS(a0)
    SAVED ld
    ret

    /* A guest's code that cannot be read: a0 the struct trap that is told, the instruction is 4 bytes long. */
    .balign 4
    .globl unreadable
unreadable:
    csrr a1, sepc
    sd a1, 0(a0)
    addi a1, a1, 4
    csrw sepc, a1
    csrr a1, scause
    sd a1, 8(a0)
    csrr a1, stval
    sd a1, 16(a0)
    csrr a1, htval
    sd a1, 24(a0)
    csrr a1, 0x64a
    sd a1, 32(a0)
    sret

    .macro FLOAT_REGISTERS op
    .irp n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31
    \op f\n, 8*\n(a0)
    .endr
    .endm
    .globl put_floats, get_floats
put_floats:
    csrr t2, sstatus
    li t1, FS
    csrs sstatus, t1
    frcsr t0
    FLOAT_REGISTERS fsd
    sw t0, 256(a0)
    csrw sstatus, t2
    ret
get_floats:
    csrr t2, sstatus
    li t1, FS
    lw t0, 256(a0)
    csrs sstatus, t1
    FLOAT_REGISTERS fld
    fscsr t0
    csrw sstatus, t2
    ret

    .data
    .balign 64
exception_handlers:
    .rept 8
    .dword unexpected_exception
    .endr
    .dword called_by_process
exception_handlers_end:
