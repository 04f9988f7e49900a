/*
 * Devices emulated by a process, hosted style. The steps are those of KVM on RISC-V and of its users: Linux,
 * arch/riscv/kvm/vcpu.c (kvm_arch_vcpu_put, kvm_arch_vcpu_load), vcpu_fp.c, vcpu_timer.c; virt/kvm/kvm_main.c.
 *
 * Out to the process: the guest's floating-point registers are saved if they were written, the host's loaded; vstimecmp and
 * the guest's supervisor CSRs are saved; the virtual CPU's mutex is released; pending work is looked for; all registers of
 * the process are loaded. The process looks up the device by its address, under a lock, and calls it. Back: its registers
 * are saved; a system call finds its file, and in it the virtual CPU, takes the mutex and loads all that again.
 *
 * Left out, as a Linux with them would be another program: tracing, RCU, preemption notifiers, accounting of time, mitigations.
 */
#include "vcpu.h"

#define USER_ALIAS 0x40000000UL
#define IOCTL 29
#define RUN_VCPU 0xAE80UL
#define SYSTEM_CALLS 64
#define FILES 16
#define VCPU_FILE 5
#define STATUS_FS_CLEAN 0x4000UL
#define HENVCFG_STCE (1UL << 63)
#define HENVCFG 0x60A
#define WRITE_NUMBERED(csr, value) asm volatile("csrw %0, %1" :: "i"(csr), "r"((u64)(value)) : "memory")
#define VSTIMECMP 0x24D
#define NEVER (~0UL)

struct file {
    void (*control)(struct file *file, u64 command);
    void *what;
};

struct exit_record record;
static u64 user_stack[512] __attribute__((aligned(16)));
static struct world process;
static struct float_registers host_floats;
static struct bus process_bus;
static volatile u32 device_lock;
static u64 device_register;
static u64 device_reads;
static volatile u64 pending_work;
static struct file vcpu_file;
static struct file *files[FILES];
static void (*system_calls[SYSTEM_CALLS])(u64 a, u64 b);

/* ---- devices ---- */

/* A register, and one that counts how often it is read. */
static NOINLINE void access_registers(struct exit_record *access, u64 offset)
{
    if (access->is_store) {
        device_register = access->data;
    } else {
        access->data = offset == 0 ? device_register : ++device_reads;
    }
}

/* Nobody asks for these. */
static NOINLINE void access_nothing(struct exit_record *access, u64 offset)
{
    access->data = offset;
}

void fill_bus(struct bus *bus)
{
    bus->regions[0] = (struct region) { 0x0C000000, 0x600000, access_nothing };
    bus->regions[1] = (struct region) { 0x10000000, 0x100, access_nothing };
    bus->regions[2] = (struct region) { DEVICE, 0x1000, access_registers };
    bus->regions[3] = (struct region) { 0x20000000, 0x4000000, access_nothing };
    bus->count = REGIONS;
}

int access_bus(const struct bus *bus, struct exit_record *access)
{
    u64 low = 0;
    u64 high = bus->count;
    while (low < high) {
        u64 middle = (low + high) / 2;
        const struct region *region = &bus->regions[middle];
        if (access->address < region->address) {
            high = middle;
        } else if (access->address - region->address < region->size) {
            region->access(access, access->address - region->address);
            return 1;
        } else {
            low = middle + 1;
        }
    }
    return 0;
}

/* ---- the process, in U mode. It runs where the program is mapped a second time: no absolute addresses. ---- */

static inline u64 ioctl(u64 file, u64 command)
{
    register u64 a0 asm("a0") = file;
    register u64 a1 asm("a1") = command;
    register u64 a7 asm("a7") = IOCTL;
    asm volatile("ecall" : "+r"(a0) : "r"(a1), "r"(a7) : "memory");
    return a0;
}

static void process_main(void)
{
    fill_bus(&process_bus);
    while (ioctl(VCPU_FILE, RUN_VCPU) == 0 && record.reason == REASON_DEVICE) {
        lock(&device_lock);
        int found = access_bus(&process_bus, &record);
        unlock(&device_lock);
        if (!found) {
            break;
        }
    }
    ioctl(0, 0);
}

/* ---- the host ---- */

static void put_vcpu(struct vcpu *vcpu)
{
    struct world *world = &vcpu->world;
    if ((world->status & STATUS_FS) == STATUS_FS) {
        save_floats(&vcpu->floats);
        world->status = (world->status & ~STATUS_FS) | STATUS_FS_CLEAN;
    }
    load_floats(&host_floats);
    asm volatile("csrr %0, %1" : "=r"(vcpu->timer) : "i"(VSTIMECMP) : "memory");
    WRITE_NUMBERED(VSTIMECMP, NEVER);
    save_guest_csrs(&vcpu->csrs);
}

static void load_vcpu(struct vcpu *vcpu)
{
    struct world *world = &vcpu->world;
    load_guest_csrs(&vcpu->csrs);
    WRITE_CSR(hedeleg, vcpu->exceptions);
    WRITE_NUMBERED(HENVCFG, HENVCFG_STCE);
    WRITE_CSR(hgatp, vcpu->second_stage);
    WRITE_CSR(htimedelta, vcpu->time_difference);
    WRITE_NUMBERED(VSTIMECMP, vcpu->timer);
    save_floats(&host_floats);
    if ((world->status & STATUS_FS) != 0) {
        load_floats(&vcpu->floats);
        world->status = (world->status & ~STATUS_FS) | STATUS_FS_CLEAN;
    }
}

static NOINLINE void control_vcpu(struct file *file, u64 command)
{
    struct vcpu *vcpu = file->what;
    CHECK(command == RUN_VCPU, 210);
    lock(&vcpu->mutex);
    load_vcpu(vcpu);
    finish_access(vcpu);
}

static NOINLINE void control_file(u64 number, u64 command)
{
    CHECK(number < FILES && files[number] != 0, 211);
    struct file *file = files[number];
    file->control(file, command);
}

static void handle_system_call(void)
{
    CHECK(READ_CSR(scause) == 8, 200);
    process.epc += 4;
    u64 number = process.x[17];
    CHECK(number < SYSTEM_CALLS && system_calls[number] != 0, 212);
    system_calls[number](process.x[10], process.x[11]);
}

void finish_access(struct vcpu *vcpu)
{
    struct access *access = &vcpu->access;
    if (!access->is_store && access->register_number != 0) {
        u64 data = record.data;
        vcpu->world.x[access->register_number] = access->size == 8 ? data : access->is_unsigned ? (u32)data : (u64)(long)(int)data;
    }
    vcpu->world.epc += access->length;
}

void make_process(struct vcpu *vcpu)
{
    u64 there = USER_ALIAS - RAM;
    host_root[USER_ALIAS / GIB] = process_root[USER_ALIAS / GIB] = PTE_TO(RAM, PTE_RWX | PTE_U);
    asm volatile("sfence.vma" ::: "memory");
    system_calls[IOCTL] = control_file;
    vcpu_file = (struct file) { control_vcpu, vcpu };
    files[VCPU_FILE] = &vcpu_file;
    vcpu->mutex = 1;
    process.epc = (u64)process_main + there;
    process.x[2] = (u64)(user_stack + 512) + there;
    process.status = STATUS_FS | STATUS_SPIE;
    process.vector = (u64)leave_process;
    enter_process(&process); /* to its first call */
    CHECK(READ_CSR(scause) == 8 && process.x[17] == IOCTL, 213);
    process.epc += 4;
}

void ask_process(struct vcpu *vcpu)
{
    record.reason = REASON_DEVICE;
    put_vcpu(vcpu);
    unlock(&vcpu->mutex);
    process.x[10] = 0;
    CHECK(pending_work == 0, 214);
    int is_elsewhere = (vcpu->configuration & DEVICE_IN_PROCESS) != 0;
    if (is_elsewhere) {
        WRITE_CSR(satp, SV39(process_root) | ASID(1));
        asm volatile("sfence.vma" ::: "memory");
    }
    enter_process(&process);
    if (is_elsewhere) {
        WRITE_CSR(satp, SV39(host_root));
        asm volatile("sfence.vma" ::: "memory");
    }
    handle_system_call();
}
