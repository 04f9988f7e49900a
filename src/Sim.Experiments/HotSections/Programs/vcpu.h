/*
 * What the parts of the miniature hypervisor share: kernel.c is the host's own entry, hosted.c its files and the loading of
 * a virtual CPU, hypervisor.c the loop that runs a guest, mmio.c a guest's accesses to devices, emulator.c the process.
 */
#ifndef VCPU_H
#define VCPU_H

#include "hypervisor.h"

#define HARTS 4
#define SBI_EXTENSIONS 13 /* arch/riscv/kvm/vcpu_sbi.c: sbi_ext */

/* Registers of a trap from user space or from the kernel: struct pt_regs. entry.S knows the places. */
struct frame {
    u64 epc;
    u64 x[31]; /* x1 is x[0] */
    u64 status, value, cause;
    u64 first_a0;
};

/* A list that its members take themselves out of: struct hlist_head and hlist_node. */
struct member {
    struct member *next;
    struct member **before;
};

/* A thread: of struct thread_info and task_struct what is looked at here. In the kernel tp points to it; entry.S knows the first three. */
struct thread {
    volatile u64 flags;
    u64 kernel_stack, user_stack;
    volatile int preempt_count;
    u32 cpu;
    u32 task_flags;
    u32 number;
    void *memory;
    struct file_table *files;
    struct member *preempt_notifiers;
};

register struct thread *current asm("tp");

#define WORK_OF_SYSTEM_CALLS 0x70UL /* tracing, audit, seccomp */
#define WORK_BEFORE_RETURN 0x0FUL   /* signals, rescheduling, resuming */
#define RUNS_GUEST 1U               /* PF_VCPU */

/* What each hart has for itself. */
struct per_cpu {
    struct vcpu *running;
    u64 locks[2], unlocks[2]; /* of the VM's sleepable RCU */
    u8 quiescent_wanted, quiescent_urgent;
    struct frame *interrupted;
    volatile u64 calls;       /* interrupts sent by other harts, which share one wire */
    struct vcpu *timer;
} __attribute__((aligned(64)));

extern struct per_cpu per_cpus[HARTS];
extern u64 per_cpu_offsets[HARTS];

/* include/linux/percpu-defs.h, arch/riscv: by a table of offsets. */
static inline struct per_cpu *this_cpu(void)
{
    return (struct per_cpu *)((u64)per_cpus + per_cpu_offsets[current->cpu]);
}

/* struct kvm_run: shared with the process. */
struct run {
    u8 window, immediate_exit;
    u32 reason;
    struct { u64 address; u8 data[8]; u32 length; u8 is_store; } access;
};

#define REASON_UNKNOWN 0
#define REASON_DEVICE 6

struct trap {
    u64 epc, cause, value, guest_address, instruction;
};

/* Guest memory: a balanced tree by first page, as memslots' gfn_tree. */
struct slot {
    u64 first, pages;
    u64 host;
    struct slot *lower, *higher;
};

struct slots {
    struct slot *root;
    struct slot *recent;
};

struct device;
struct device_operations {
    int (*read)(struct vcpu *vcpu, struct device *device, u64 address, u32 length, void *value);
    int (*write)(struct vcpu *vcpu, struct device *device, u64 address, u32 length, const void *value);
};

struct device {
    const struct device_operations *operations;
};

/* struct kvm_io_bus: sorted. */
struct range {
    u64 address;
    u32 length;
    struct device *device;
};

#define RANGES 4
struct bus {
    u64 count;
    struct range ranges[RANGES];
};

struct vm {
    void *memory;       /* of the process */
    u64 is_dead;
    struct slots *slots;
    struct bus *bus;
    u64 number_version; /* of the VMID */
    u64 srcu_index;
    u64 time_difference;
    volatile u32 page_lock;
};

struct vcpu {
    struct world world; /* first: switch_to */
    struct guest_csrs csrs;
    u64 counters_of_host, environment, environment_of_host;
    struct float_registers floats, host_floats;
    u64 exceptions, environment_of_guest; /* hedeleg, henvcfg */
    u64 second_stage;
    volatile u64 pending, pending_mask;
    u64 timer;              /* vstimecmp */
    u64 last_cpu;
    struct { u64 instruction; int length, size, shift, is_done; } decode;
    u8 extension_status[SBI_EXTENSIONS];
    struct vm *vm;
    struct run *run;
    u64 cpu;
    volatile u64 mode, requests;
    u64 srcu_index;
    struct member notifier;
    u32 number_of_thread;
    u8 wants_to_run, has_signals;
    volatile u64 mutex;     /* its owner */
    u64 exits, kernel_accesses, user_accesses, calls;
    u64 configuration;
    struct access access;   /* minimal exits */
    struct file *file;
};

#define OUTSIDE 0
#define IN_GUEST 1
#define EXITING 2
#define VS_SOFTWARE 2
#define VS_TIMER 6
#define REQUEST_SLEEP 0
#define REQUEST_RESET 1
#define REQUEST_STAGE2 2
#define REQUEST_STEAL 3

extern u64 host_root[512];
extern u64 process_root[512];
extern struct vcpu vcpus[HARTS];
extern struct run runs[HARTS];

#define ASID(n) ((u64)(n) << 44)
#define USER_ALIAS 0x40000000UL
#define SWAP_CSR(csr, value) ({ u64 old_; asm volatile("csrrw %0, " #csr ", %1" : "=r"(old_) : "r"((u64)(value)) : "memory"); old_; })
#define FENCE() asm volatile("fence rw, rw" ::: "memory")
#define IRQS_ON() SET_CSR(sstatus, STATUS_SIE)
#define IRQS_OFF() CLEAR_CSR(sstatus, STATUS_SIE)

static inline u64 save_irqs(void)
{
    u64 status;
    asm volatile("csrrci %0, sstatus, 2" : "=r"(status) :: "memory");
    return status & STATUS_SIE;
}

static inline void restore_irqs(u64 status)
{
    SET_CSR(sstatus, status);
}

/* include/linux/preempt.h */
static inline void preempt_off(void)
{
    current->preempt_count++;
}

static inline void preempt_on(void)
{
    if (--current->preempt_count == 0 && (current->flags & 8) != 0) {
        finish(220);
    }
}

/* kernel/rcu/srcutree.c: a count of this hart, with interrupts off as RISC-V has no such instruction, and a fence. */
static inline void enter_srcu(struct vcpu *vcpu)
{
    u64 index = *(volatile u64 *)&vcpu->vm->srcu_index & 1;
    u64 status = save_irqs();
    this_cpu()->locks[index]++;
    restore_irqs(status);
    FENCE();
    vcpu->srcu_index = index;
}

static inline void leave_srcu(struct vcpu *vcpu)
{
    FENCE();
    u64 status = save_irqs();
    this_cpu()->unlocks[vcpu->srcu_index]++;
    restore_irqs(status);
}

static inline void lock(volatile u32 *word)
{
    while (__atomic_exchange_n(word, 1, __ATOMIC_ACQUIRE) != 0) { }
}

static inline void unlock(volatile u32 *word)
{
    __atomic_store_n(word, 0, __ATOMIC_RELEASE);
}

/* hypervisor.c */
long run_vcpu(struct vcpu *vcpu);
void inject(struct vcpu *vcpu, u64 interrupt);

/* hosted.c */
void load_vcpu(struct vcpu *vcpu);
void put_vcpu(struct vcpu *vcpu);
void make_files(struct thread *thread, u64 hart);
void isolate_process(struct vcpu *vcpu, int is_isolated);
long call_ioctl(struct frame *frame);

/* kernel.c */
_Noreturn void start_process(u64 hart);
void kick(struct vcpu *vcpu);

/* mmio.c */
int load_device(struct vcpu *vcpu, struct run *run, u64 address, u64 instruction);
int store_device(struct vcpu *vcpu, struct run *run, u64 address, u64 instruction);
int finish_access(struct vcpu *vcpu, struct run *run);
void access_thinly(struct vcpu *vcpu, u64 address);
void make_bus(struct bus *bus);
u64 guest_code(struct vcpu *vcpu, u64 address, struct trap *trap);

/* emulator.c, in U mode */
void process_main(u64 hart);

/* entry.S */
void handle_exception(void);
_Noreturn void start_thread(struct thread *thread, struct frame *frame);
void switch_to(struct world *world);
void unreadable(void);
void put_floats(struct float_registers *floats);
void get_floats(const struct float_registers *floats);

#endif
