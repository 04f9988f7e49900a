/*
 * The host's entry from the process, and interrupts. Steps of a system call, in their order (Linux 6; entry.S has what comes
 * before and after):
 *   arch/riscv/kernel/traps.c, do_trap_ecall_u     where from (frame: 1 line); epc, first a0, number (2 lines)
 *   include/linux/entry-common.h, syscall_enter_from_user_mode   interrupts on; thread's flags, work of system calls (1 line)
 *   traps.c, syscall_handler                       number bounded, table, indirect call (1 line)
 *   kernel/entry/common.c, syscall_exit_to_user_mode   flags again, interrupts off, flags again, loop while there is work
 * An interrupt: arch/riscv/kernel/traps.c, do_irq and handle_riscv_irq; kernel/softirq.c, irq_enter_rcu and irq_exit_rcu;
 * drivers/irqchip/irq-riscv-intc.c; kernel/irq/ipi-mux.c. Left out there: interrupt descriptors and domains, high-resolution timers.
 * Left out of all: context tracking and time accounting of user and kernel (static keys that are off by default), lockdep, vectors, tracing, mitigations.
 */
#include "vcpu.h"

#define SYSTEM_CALLS 512
#define IOCTL 29
#define IN_INTERRUPT 0x10000
#define IPI_RESCHEDULE 1UL
#define NO_SUCH_CALL (-38L)

/* What the C library keeps of a thread: tp points to it in the process. emulator.c. */
struct thread_locals { u64 words[8]; };

struct per_cpu per_cpus[HARTS];
u64 per_cpu_offsets[HARTS];
static struct thread threads[HARTS];
static u64 kernel_stacks[HARTS][1024] __attribute__((aligned(16)));
static u64 user_stacks[HARTS][512] __attribute__((aligned(16)));
static struct thread_locals locals[HARTS];
static long (*system_calls[SYSTEM_CALLS])(struct frame *frame);

static inline int is_from_user(const struct frame *frame)
{
    return (frame->status & STATUS_SPP) == 0;
}

static NOINLINE void do_work(u64 flags)
{
    finish(230 + (flags & 15));
}

static NOINLINE void return_to_user(void)
{
    u64 flags = current->flags;
    while ((flags & WORK_BEFORE_RETURN) != 0) {
        do_work(flags);
        flags = current->flags;
    }
}

void called_by_process(struct frame *frame)
{
    CHECK(is_from_user(frame), 231);
    long number = (long)frame->x[16];
    frame->epc += 4;
    frame->first_a0 = frame->x[9];
    IRQS_ON();
    if ((current->flags & WORK_OF_SYSTEM_CALLS) != 0) {
        do_work(current->flags);
    }
    if (number >= 0 && number < SYSTEM_CALLS && system_calls[number] != 0) {
        frame->x[9] = (u64)system_calls[number](frame);
    } else {
        frame->x[9] = (u64)NO_SUCH_CALL;
    }
    if ((current->flags & WORK_OF_SYSTEM_CALLS) != 0) {
        do_work(current->flags);
    }
    IRQS_OFF();
    return_to_user();
}

static NOINLINE void called_by_hart(void)
{
    CLEAR_CSR(sip, 2);
    u64 calls = __atomic_exchange_n(&this_cpu()->calls, 0, __ATOMIC_ACQ_REL);
    CHECK((calls & ~IPI_RESCHEDULE) == 0, 232);
}

/* The guest's timer as one of the host: kvm_riscv_vcpu_hrtimer_expired. */
static NOINLINE void timer_expired(void)
{
    WRITE_CSR(0x14d, -1L);
    inject(this_cpu()->timer, VS_TIMER);
}

void interrupted(struct frame *frame)
{
    struct per_cpu *own = this_cpu();
    current->preempt_count += IN_INTERRUPT;
    struct frame *before = own->interrupted;
    own->interrupted = frame;
    switch (frame->cause & ~INTERRUPT) {
    case 1:
        called_by_hart();
        break;
    case 5:
        timer_expired();
        break;
    default:
        finish(330 + (frame->cause & 15));
    }
    this_cpu()->interrupted = before;
    current->preempt_count -= IN_INTERRUPT;
    if (is_from_user(frame)) {
        return_to_user();
    } else if (current->preempt_count == 0 && (current->flags & 8) != 0) {
        do_work(current->flags);
    }
}

/* virt/kvm/kvm_main.c, kvm_vcpu_kick; kernel/smp.c, smp_send_reschedule; kernel/irq/ipi-mux.c. */
void kick(struct vcpu *vcpu)
{
    preempt_off();
    u64 mode = IN_GUEST;
    if (vcpu != this_cpu()->running && __atomic_compare_exchange_n(&vcpu->mode, &mode, EXITING, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)) {
        u64 cpu = vcpu->cpu;
        if (cpu != current->cpu) {
            __atomic_fetch_or(&per_cpus[cpu].calls, IPI_RESCHEDULE, __ATOMIC_ACQ_REL);
            send_software_interrupt(cpu);
        }
    }
    preempt_on();
}

void start_process(u64 hart)
{
    u64 there = USER_ALIAS - RAM;
    struct thread *thread = &threads[hart];
    per_cpu_offsets[hart] = hart * sizeof(struct per_cpu);
    system_calls[IOCTL] = call_ioctl;
    thread->kernel_stack = (u64)(kernel_stacks[hart] + 1024);
    thread->cpu = (u32)hart;
    thread->number = (u32)(100 + hart);
    thread->memory = process_root;
    make_files(thread, hart);
    struct frame *frame = (struct frame *)thread->kernel_stack - 1;
    frame->epc = (u64)process_main + there;
    frame->status = STATUS_FS | STATUS_SPIE;
    frame->x[1] = (u64)(user_stacks[hart] + 512) + there;
    frame->x[3] = (u64)&locals[hart] + there;
    frame->x[9] = hart;
    WRITE_CSR(stvec, (u64)handle_exception);
    SET_CSR(sie, 2);
    start_thread(thread, frame);
}
