/*
 * From the process's ioctl to the loop that runs the guest, and back. Steps, in their order (Linux 6):
 *   fs/ioctl.c, sys_ioctl       file by number (fs/file.c, fdget): table, its bound, one atomic for the file's users, as the process has several
 *                               threads, looked at again, mode (4 lines); the commands that any file has (do_vfs_ioctl); file's operations, indirect
 *                               call (2 lines); on the way back one atomic more (fput)
 *   virt/kvm/kvm_main.c, kvm_vcpu_ioctl   VM from the file (1 line); its memory and death, type of the command (1 line); commands that take no mutex
 *                               (kvm_arch_vcpu_async_ioctl); mutex: one atomic, owner (kernel/locking/mutex.c, 1 line); command; argument; thread is
 *                               the one before; immediate_exit (1 line, shared with the process)
 *   kvm_main.c, vcpu_load       preemption off, running CPU's VM (1 line), entry in the thread's list of those to tell of preemption (2 lines), then
 *   arch/riscv/kvm/vcpu.c, kvm_arch_vcpu_load   11 CSRs of the guest (2 lines), hgatp, htimedelta, vstimecmp; floating-point registers of the host put
 *                               away, the guest's fetched (5 lines each); request for the update of stolen time
 *   ... the loop: hypervisor.c
 *   kvm_main.c, vcpu_put and kvm_arch_vcpu_put   the same back: floating-point registers if written, vstimecmp, 9 CSRs; list; preemption on
 *   kvm_vcpu_ioctl              mutex: one atomic; two frees of nothing (mm/slub.c, kfree)
 * Left out: security hooks of ioctl (none is registered by default), AIA and vector state (the core has neither), tracing.
 */
#include "vcpu.h"

#define RUN_VCPU 0xAE80UL
#define TYPE_OF(command) ((command) >> 8 & 0xFF)
#define KVM_TYPE 0xAE
#define FILES 64
#define VCPU_FILE 12 /* and of hart n the n-th behind it */
#define OPENED_WITHOUT_ACCESS 0x4000U
#define STATUS_FS_CLEAN 0x4000UL
#define HENVCFG 0x60A
#define VSTIMECMP 0x24D
#define NEVER (~0UL)
#define WRITE_NUMBERED(csr, value) asm volatile("csrw %0, %1" :: "i"(csr), "r"((u64)(value)) : "memory")
#define BAD_FILE (-9L)
#define NO_MEMORY_OF_OURS (-5L)
#define INVALID (-22L)
#define NOT_HERE (-515L)
#define NOT_A_TERMINAL (-25L)

struct file_operations {
    long (*control)(struct file *file, u64 command, u64 argument);
};

struct file {
    const struct file_operations *operations;
    void *what;
    u32 mode;
    u32 is_regular;
    volatile u64 users;
};

struct file_table {
    u64 users;
    u64 most;
    struct file **files;
};

static struct file *opened[FILES];
static struct file_table table;
static struct file vcpu_files[HARTS];
static void *volatile nothing;

/* ---- floating point: arch/riscv/kvm/vcpu_fp.c ---- */

static inline void put_guest_floats(struct vcpu *vcpu)
{
    if ((vcpu->world.status & STATUS_FS) == STATUS_FS) {
        put_floats(&vcpu->floats);
        vcpu->world.status = (vcpu->world.status & ~STATUS_FS) | STATUS_FS_CLEAN;
    }
}

static inline void get_guest_floats(struct vcpu *vcpu)
{
    if ((vcpu->world.status & STATUS_FS) != 0) {
        get_floats(&vcpu->floats);
        vcpu->world.status = (vcpu->world.status & ~STATUS_FS) | STATUS_FS_CLEAN;
    }
}

/* ---- the virtual CPU on this hart ---- */

static NOINLINE void load_state(struct vcpu *vcpu, u64 cpu)
{
    load_guest_csrs(&vcpu->csrs);
    WRITE_CSR(hedeleg, vcpu->exceptions);
    WRITE_NUMBERED(HENVCFG, vcpu->environment_of_guest);
    WRITE_CSR(hgatp, vcpu->second_stage);
    WRITE_CSR(htimedelta, vcpu->vm->time_difference);
    WRITE_NUMBERED(VSTIMECMP, vcpu->timer);
    put_floats(&vcpu->host_floats);
    get_guest_floats(vcpu);
    __atomic_fetch_or(&vcpu->requests, 1UL << REQUEST_STEAL, __ATOMIC_RELAXED);
    vcpu->cpu = cpu;
}

static NOINLINE void put_state(struct vcpu *vcpu)
{
    vcpu->cpu = NEVER;
    put_guest_floats(vcpu);
    get_floats(&vcpu->host_floats);
    WRITE_NUMBERED(VSTIMECMP, NEVER);
    save_guest_csrs(&vcpu->csrs);
}

void load_vcpu(struct vcpu *vcpu)
{
    preempt_off();
    this_cpu()->running = vcpu;
    struct member *first = current->preempt_notifiers;
    vcpu->notifier.next = first;
    if (first != 0) {
        first->before = &vcpu->notifier.next;
    }
    current->preempt_notifiers = &vcpu->notifier;
    vcpu->notifier.before = &current->preempt_notifiers;
    load_state(vcpu, current->cpu);
    preempt_on();
}

void put_vcpu(struct vcpu *vcpu)
{
    preempt_off();
    put_state(vcpu);
    struct member *next = vcpu->notifier.next;
    *vcpu->notifier.before = next;
    if (next != 0) {
        next->before = vcpu->notifier.before;
    }
    this_cpu()->running = 0;
    preempt_on();
}

/* ---- files ---- */

static NOINLINE void free(void *what)
{
    CHECK(what == 0, 240);
}

static NOINLINE long control_without_mutex(u64 command)
{
    /* KVM_INTERRUPT */
    return command == 0xAE86 ? INVALID : NOT_HERE;
}

static NOINLINE void lock_mutex(volatile u64 *mutex)
{
    u64 owner = 0;
    CHECK(__atomic_compare_exchange_n(mutex, &owner, (u64)current, 0, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED), 241);
}

static NOINLINE void unlock_mutex(volatile u64 *mutex)
{
    u64 owner = (u64)current;
    CHECK(__atomic_compare_exchange_n(mutex, &owner, 0, 0, __ATOMIC_RELEASE, __ATOMIC_RELAXED), 242);
}

static long control_vcpu(struct file *file, u64 command, u64 argument)
{
    struct vcpu *vcpu = file->what;
    if (vcpu->vm->memory != current->memory || vcpu->vm->is_dead) {
        return NO_MEMORY_OF_OURS;
    }
    if (TYPE_OF(command) != KVM_TYPE) {
        return INVALID;
    }
    long result = control_without_mutex(command);
    if (result != NOT_HERE) {
        return result;
    }
    lock_mutex(&vcpu->mutex);
    if (command == RUN_VCPU && argument == 0) {
        CHECK(vcpu->number_of_thread == current->number, 243);
        vcpu->wants_to_run = !*(volatile u8 *)&vcpu->run->immediate_exit;
        result = run_vcpu(vcpu);
        vcpu->wants_to_run = 0;
    } else {
        result = INVALID;
    }
    unlock_mutex(&vcpu->mutex);
    free(nothing);
    free(nothing);
    return result;
}

/* The same where the process's address space is not the host's: as with page tables that are isolated, but for fences of all. */
static long control_isolated(struct file *file, u64 command, u64 argument)
{
    WRITE_CSR(satp, SV39(host_root));
    asm volatile("sfence.vma" ::: "memory");
    long result = control_vcpu(file, command, argument);
    WRITE_CSR(satp, SV39(process_root) | ASID(1));
    asm volatile("sfence.vma" ::: "memory");
    return result;
}

static const struct file_operations vcpu_operations = { control_vcpu };
static const struct file_operations isolated_operations = { control_isolated };

void isolate_process(struct vcpu *vcpu, int is_isolated)
{
    vcpu->file->operations = is_isolated ? &isolated_operations : &vcpu_operations;
}

/* The commands of fs/ioctl.c, do_vfs_ioctl; those for regular files are looked at behind them. */
static NOINLINE long control_any(const struct file *file, u32 command)
{
    switch (command) {
    case 0x5450: case 0x5451: case 0x5421: case 0x5452: case 0x5460:
    case 0xC0045877: case 0xC0045878: case 0xC020660B: case 0x0002:
    case 0x40049409: case 0x4020940D: case 0xC0189436: case 0x80086601:
    case 0x40086602: case 0x801C581F: case 0x401C5820: case 0x80111500: case 0x80811501:
        return INVALID;
    default:
        return file->is_regular ? INVALID : NOT_HERE;
    }
}

static NOINLINE struct file *get_file(struct file_table *of, u32 number)
{
    CHECK(*(volatile u64 *)&of->users > 1, 244); /* else the file's users need not be counted */
    struct file **files = __atomic_load_n(&of->files, __ATOMIC_ACQUIRE);
    if (number >= of->most) {
        return 0;
    }
    struct file *file = __atomic_load_n(&files[number], __ATOMIC_ACQUIRE);
    if (file == 0) {
        return 0;
    }
    u64 users = file->users;
    do {
        CHECK(users != 0, 245);
    } while (!__atomic_compare_exchange_n(&file->users, &users, users + 1, 0, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED));
    CHECK(files == *(struct file **volatile *)&of->files && file == *(struct file *volatile *)&files[number], 246);
    return (file->mode & OPENED_WITHOUT_ACCESS) == 0 ? file : 0;
}

static inline void put_file(struct file *file)
{
    CHECK(__atomic_sub_fetch(&file->users, 1, __ATOMIC_RELEASE) != 0, 247);
}

long call_ioctl(struct frame *frame)
{
    struct file *file = get_file(current->files, (u32)frame->x[9]);
    if (file == 0) {
        return BAD_FILE;
    }
    u32 command = (u32)frame->x[10];
    long result = control_any(file, command);
    if (result == NOT_HERE) {
        result = file->operations->control != 0 ? file->operations->control(file, command, frame->x[11]) : NOT_A_TERMINAL;
    }
    put_file(file);
    return result;
}

void make_files(struct thread *thread, u64 hart)
{
    struct vcpu *vcpu = &vcpus[hart];
    struct file *file = &vcpu_files[hart];
    *file = (struct file) { &vcpu_operations, vcpu, 3, 0, 1 };
    table.users = 3; /* threads: this one, the main one, the one that frees what RCU kept */
    table.most = FILES;
    table.files = opened;
    opened[VCPU_FILE + hart] = file;
    thread->files = &table;
    vcpu->file = file;
    vcpu->number_of_thread = thread->number;
}
