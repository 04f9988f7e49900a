/*
 * A miniature hypervisor in HS mode. A guest runs in VS mode under Sv39 with Sv39x4 below it, on a hart of its own. The host
 * has a page table too, in which the program is mapped a second time for the U mode process that owns the guest: emulator.c.
 *
 * Every exit goes through the loop of KVM on RISC-V, but for the minimal ones (see below). Steps of a turn, in their order (Linux 6,
 * arch/riscv/kvm/vcpu.c, kvm_arch_vcpu_ioctl_run, where no other file is named), with what they touch in lines of 64 bytes:
 *   thread's flags: work before a guest (1 line)                      kernel/entry/kvm.c
 *   VMID's version against the host's (2 lines)                       vmid.c
 *   requests of others (1 line); one by one where there are any: kvm_riscv_check_vcpu_requests
 *   preemption off, interrupts off, mode (1 line)
 *   sleepable RCU left: fence, count of this hart with interrupts off (2 lines)   kernel/rcu/srcutree.c
 *   interrupts that came, from the mask to hvip's value (1 line); hvip written always
 *   VMID, requests and flags once more; the hart before (vmid.c, kvm_riscv_local_tlb_sanitize)
 *   thread is marked as a guest (guest_timing_enter_irqoff, 1 line); RCU told (kernel/rcu/tree_plugin.h, rcu_note_context_switch, 1 line)
 *   scounteren, senvcfg, hstatus swapped; 23 registers of the host put away, 31 of the guest fetched, 4 CSRs (vcpu_switch.S: entry.S; 9 lines)
 *   the guest; the same back
 *   scause, stval, htval, htinst read; mode; exits counted (2 lines)
 *   vsie, hvip, vstimecmp read (vcpu.c, kvm_riscv_vcpu_sync_interrupts; vcpu_timer.c, kvm_riscv_vcpu_timer_sync)
 *   interrupts on, off, on; thread no guest any more; preemption on; sleepable RCU entered as it was left
 *   vcpu_exit.c, kvm_riscv_vcpu_exit   reason cleared, by cause; whether from a guest (hstatus)
 *     a call: vcpu_sbi.c, kvm_riscv_vcpu_sbi_ecall, kvm_vcpu_sbi_find_ext: 13 extensions one after another (4 lines), handler, results, epc
 *     a page: kvm_main.c, gfn_to_memslot: the slot before, then the tree (up to 3 lines); none has it: mmio.c; else mapped (mmu.c, mmu_lock)
 * Round the loop: what the process left is finished (kvm_riscv_vcpu_mmio_return), vcpu_load, vcpu_put: hosted.c.
 * Left out: tracing (nops that are patched), AIA, steal time in shared memory (off unless a guest asks), lockdep, context tracking; of a page fault:
 * the process's memory map, its lock and pages (mm/gup.c), stage 2's page cache, notifiers.
 */
#include "vcpu.h"

PAGE u64 host_root[512];
PAGE u64 process_root[512];
static PAGE u64 guest_root[512];
static PAGE u64 guest_code_table[512];
static u64 stage2_root[2048] __attribute__((aligned(16384)));
static PAGE u64 stage2_code[512];
static PAGE u64 stage2_demand[512];
static PAGE u64 stage2_pages[512];
static PAGE u8 pool[DEMAND_PAGES][4096];
static u64 pool_used;
struct vcpu vcpus[HARTS];
struct run runs[HARTS] __attribute__((aligned(64)));
static u64 guest_stacks[HARTS][1024] __attribute__((aligned(16)));
static struct bus host_bus;
static struct slot memory_slots[4];
static struct slots slots;
static struct vm vm;
static volatile u64 version_of_numbers = 1;
static u64 table[TABLE];

static void build_tables(void)
{
    u64 code = RAM / GIB;
    host_root[code] = process_root[code] = PTE_TO(RAM, PTE_RWX);
    host_root[USER_ALIAS / GIB] = process_root[USER_ALIAS / GIB] = PTE_TO(RAM, PTE_RWX | PTE_U);
    guest_root[0] = PTE_TO(0, PTE_RW);
    guest_root[code] = PTE_TO(guest_code_table, PTE_V);
    guest_root[DEMAND / GIB] = PTE_TO(DEMAND, PTE_RW);
    stage2_root[code] = PTE_TO(stage2_code, PTE_V);
    stage2_root[DEMAND / GIB] = PTE_TO(stage2_demand, PTE_V);
    stage2_demand[0] = PTE_TO(stage2_pages, PTE_V);
    for (u64 i = 0; i < 32; i++) {
        guest_code_table[i] = PTE_TO(RAM + i * 2 * MIB, PTE_RWX);
        stage2_code[i] = PTE_TO(RAM + i * 2 * MIB, PTE_RWX | PTE_U);
    }
}

/* Memory as QEMU's machine virt has it, two banks of flash among it. */
static void make_machine(void)
{
    memory_slots[0] = (struct slot) { 0x20000, 0x2000, USER_ALIAS, 0, 0 };
    memory_slots[1] = (struct slot) { 0x22000, 0x2000, USER_ALIAS, &memory_slots[0], 0 };
    memory_slots[3] = (struct slot) { DEMAND >> 12, DEMAND_PAGES, USER_ALIAS, 0, 0 };
    memory_slots[2] = (struct slot) { RAM >> 12, 0x4000, USER_ALIAS, &memory_slots[1], &memory_slots[3] };
    slots = (struct slots) { &memory_slots[2], &memory_slots[2] };
    make_bus(&host_bus);
    vm.memory = process_root;
    vm.slots = &slots;
    vm.bus = &host_bus;
    vm.number_version = version_of_numbers;
}

/* ---- pages ---- */

static inline int has_page(const struct slot *slot, u64 page)
{
    return slot != 0 && page >= slot->first && page < slot->first + slot->pages;
}

static NOINLINE struct slot *find_slot(struct vm *of, u64 page)
{
    struct slots *all = __atomic_load_n(&of->slots, __ATOMIC_ACQUIRE);
    struct slot *slot = all->recent;
    if (has_page(slot, page)) {
        return slot;
    }
    for (slot = all->root; slot != 0; slot = page < slot->first ? slot->lower : slot->higher) {
        if (has_page(slot, page)) {
            all->recent = slot;
            break;
        }
    }
    return slot;
}

static void map_page(struct vcpu *vcpu, u64 address)
{
    lock(&vcpu->vm->page_lock);
    u64 *entry = &stage2_root[address >> 30];
    for (int level = 1; level >= 0; level--) {
        CHECK((*entry & PTE_V) != 0, 202);
        u64 *next = (u64 *)(*entry >> 10 << 12);
        entry = &next[address >> (12 + 9 * level) & 511];
    }
    CHECK(*entry == 0 && pool_used < DEMAND_PAGES, 203);
    u64 *page = (u64 *)pool[pool_used++];
    if ((vcpu->configuration & ZERO_PAGES) != 0) {
        for (int i = 0; i < 512; i += 8) {
            page[i] = page[i + 1] = page[i + 2] = page[i + 3] = 0;
            page[i + 4] = page[i + 5] = page[i + 6] = page[i + 7] = 0;
        }
    }
    __atomic_store_n(entry, PTE_TO(page, PTE_RWX | PTE_U), __ATOMIC_RELEASE);
    asm volatile("hfence.gvma %0, x0" :: "r"(address >> 2) : "memory");
    unlock(&vcpu->vm->page_lock);
}

static int handle_page(struct vcpu *vcpu, struct run *run, const struct trap *trap)
{
    u64 address = trap->guest_address << 2 | (trap->value & 3);
    struct slot *slot = find_slot(vcpu->vm, address >> 12);
    if (slot == 0) {
        u64 instruction = (vcpu->configuration & DECODE_FROM_CODE) == 0 ? trap->instruction : 0;
        return trap->cause == 21 ? load_device(vcpu, run, address, instruction) : store_device(vcpu, run, address, instruction);
    }
    map_page(vcpu, address);
    return 1;
}

/* ---- calls ---- */

static void run_batch(const struct operation *operations, u64 count)
{
    for (u64 i = 0; i < count; i++) {
        const struct operation *operation = &operations[i];
        CHECK(operation->kind <= 1 && operation->index < TABLE, 204);
        if (operation->kind == 0) {
            table[operation->index] += operation->value;
        } else {
            table[operation->index] = operation->value;
        }
    }
}

struct call_result {
    u64 a0, a1;
    struct trap *trap;
    int goes_to_user;
};

struct extension {
    u64 first, last;
    int (*handle)(struct vcpu *vcpu, struct run *run, struct call_result *result);
};

static int answer_base(struct vcpu *vcpu, struct run *run, struct call_result *result)
{
    (void)run;
    result->a0 = vcpu->world.x[10] + 1;
    return 0;
}

static int answer_time(struct vcpu *vcpu, struct run *run, struct call_result *result)
{
    (void)run, (void)result;
    if (vcpu->world.x[17] == CALL_ARM_TIMER) {
        this_cpu()->timer = vcpu;
        WRITE_CSR(0x14d, READ_CSR(time) + vcpu->world.x[10]);
        SET_CSR(sie, 0x20);
    } else {
        __atomic_fetch_and(&vcpu->pending, ~(1UL << VS_TIMER), __ATOMIC_RELAXED);
        FENCE();
        __atomic_fetch_or(&vcpu->pending_mask, 1UL << VS_TIMER, __ATOMIC_RELAXED);
    }
    return 0;
}

static int answer_ipi(struct vcpu *vcpu, struct run *run, struct call_result *result)
{
    (void)run, (void)result;
    u64 hart = vcpu->world.x[10];
    CHECK(hart < HARTS, 207);
    inject(&vcpus[hart], VS_SOFTWARE);
    return 0;
}

static void run_minimal(struct vcpu *vcpu);

static int answer_vendor(struct vcpu *vcpu, struct run *run, struct call_result *result)
{
    (void)run;
    u64 *x = vcpu->world.x;
    switch (x[17]) {
    case CALL_BATCH:
        run_batch((const struct operation *)x[10], x[11]);
        break;
    case CALL_CONFIGURE:
        vcpu->configuration = x[10];
        if ((x[10] & MINIMAL) != 0) {
            run_minimal(vcpu);
        }
        isolate_process(vcpu, (vcpu->configuration & PROCESS_ISOLATED) != 0);
        break;
    case CALL_READ_TABLE:
        result->a0 = table[x[10]];
        break;
    case CALL_COUNT_ACCESSES:
        result->a0 = x[10] == 0 ? vcpu->kernel_accesses : vcpu->user_accesses;
        break;
    default:
        finish(205);
    }
    return 0;
}

#define NONE ~0UL
static const struct extension nobodys = { NONE, NONE, 0 };
static const struct extension base = { CALL_NULL, CALL_NULL, answer_base };
static const struct extension timers = { CALL_ARM_TIMER, CALL_ACKNOWLEDGE_TIMER, answer_time };
static const struct extension ipis = { CALL_SEND_IPI, CALL_SEND_IPI, answer_ipi };
static const struct extension vendor = { CALL_BATCH, CALL_COUNT_ACCESSES, answer_vendor };

/* In the order of KVM's: the old calls, which are configured out; base, time, IPI; 7 that the guest does not use; the vendor's last. */
static const struct { u32 index; const struct extension *extension; } extensions[SBI_EXTENSIONS] = {
    { 0, &nobodys }, { SBI_EXTENSIONS, &base }, { 1, &timers }, { 2, &ipis }, { 3, &nobodys }, { 4, &nobodys }, { 5, &nobodys },
    { 6, &nobodys }, { 7, &nobodys }, { 8, &nobodys }, { 9, &nobodys }, { 10, &nobodys }, { 11, &vendor },
};

static NOINLINE const struct extension *find_extension(const struct vcpu *vcpu, u64 number)
{
    for (int i = 0; i < SBI_EXTENSIONS; i++) {
        const struct extension *extension = extensions[i].extension;
        if (extension->first <= number && extension->last >= number) {
            return extensions[i].index >= SBI_EXTENSIONS || vcpu->extension_status[extensions[i].index] == 0 ? extension : 0;
        }
    }
    return 0;
}

static int handle_call(struct vcpu *vcpu, struct run *run)
{
    struct trap trap = { 0 };
    struct call_result result = { 0, 0, &trap, 0 };
    u64 *x = vcpu->world.x;
    const struct extension *extension = find_extension(vcpu, x[17]);
    CHECK(extension != 0 && extension->handle != 0, 206);
    int done = extension->handle(vcpu, run, &result);
    if (done < 0) {
        return done;
    }
    CHECK(result.trap->cause == 0, 208);
    if (result.goes_to_user) {
        return 0;
    }
    x[10] = result.a0;
    vcpu->world.epc += 4;
    x[11] = result.a1;
    return 1;
}

/* ---- interrupts ---- */

void inject(struct vcpu *vcpu, u64 interrupt)
{
    __atomic_fetch_or(&vcpu->pending, 1UL << interrupt, __ATOMIC_RELAXED);
    FENCE();
    __atomic_fetch_or(&vcpu->pending_mask, 1UL << interrupt, __ATOMIC_RELAXED);
    kick(vcpu);
}

static inline void flush_interrupts(struct vcpu *vcpu)
{
    if (vcpu->pending_mask != 0) {
        u64 mask = __atomic_exchange_n(&vcpu->pending_mask, 0, __ATOMIC_ACQUIRE);
        u64 value = vcpu->pending & mask;
        vcpu->csrs.pending = (vcpu->csrs.pending & ~mask) | value;
    }
}

static inline void sync_interrupts(struct vcpu *vcpu)
{
    vcpu->csrs.enabled = READ_CSR(vsie);
    u64 now = READ_CSR(hvip);
    u64 bit = 1UL << VS_SOFTWARE;
    if (((vcpu->csrs.pending ^ now) & bit) != 0) {
        if ((__atomic_fetch_or(&vcpu->pending_mask, bit, __ATOMIC_SEQ_CST) & bit) == 0) {
            if ((now & bit) != 0) {
                __atomic_fetch_or(&vcpu->pending, bit, __ATOMIC_RELAXED);
            } else {
                __atomic_fetch_and(&vcpu->pending, ~bit, __ATOMIC_RELAXED);
            }
        }
    }
    vcpu->timer = READ_CSR(0x24d);
}

/* ---- the loop ---- */

static inline int is_requested(struct vcpu *vcpu, u64 request)
{
    if ((vcpu->requests & 1UL << request) == 0) {
        return 0;
    }
    __atomic_fetch_and(&vcpu->requests, ~(1UL << request), __ATOMIC_RELAXED);
    FENCE();
    return 1;
}

static NOINLINE void check_requests(struct vcpu *vcpu)
{
    if (vcpu->requests == 0) {
        return;
    }
    /* Sleep, reset, hgatp, instruction fences, two kinds of hfence and their queue: nobody asks for these. */
    for (u64 request = REQUEST_SLEEP; request < REQUEST_STEAL; request++) {
        CHECK(!is_requested(vcpu, request), 209);
    }
    is_requested(vcpu, REQUEST_STEAL); /* no memory for it was given: vcpu_sbi_sta.c, kvm_riscv_vcpu_record_steal_time */
}

static inline void note_quiescence(void)
{
    struct per_cpu *own = this_cpu();
    CHECK(*(volatile u8 *)&own->quiescent_wanted == 0 && *(volatile u8 *)&own->quiescent_urgent == 0, 210);
}

static NOINLINE void enter_and_exit(struct vcpu *vcpu, struct trap *trap)
{
    struct world *world = &vcpu->world;
    vcpu->counters_of_host = SWAP_CSR(scounteren, world->counters);
    vcpu->environment_of_host = SWAP_CSR(0x10a, vcpu->environment);
    note_quiescence();
    u64 host_status = SWAP_CSR(hstatus, world->host_status);
    switch_to(world);
    world->host_status = SWAP_CSR(hstatus, host_status);
    trap->guest_address = READ_CSR(htval);
    trap->instruction = READ_CSR(0x64a);
    trap->epc = world->epc;
    trap->cause = READ_CSR(scause);
    trap->value = READ_CSR(stval);
    vcpu->last_cpu = vcpu->cpu;
    world->counters = SWAP_CSR(scounteren, vcpu->counters_of_host);
    vcpu->environment = SWAP_CSR(0x10a, vcpu->environment_of_host);
}

static NOINLINE int handle_exit(struct vcpu *vcpu, struct run *run, const struct trap *trap)
{
    if ((trap->cause & INTERRUPT) != 0) {
        return 1; /* the host has had it */
    }
    run->reason = REASON_UNKNOWN;
    int is_guest = (vcpu->world.host_status & HSTATUS_SPV) != 0;
    switch (trap->cause) {
    case 10:
        return is_guest ? handle_call(vcpu, run) : -1;
    case 21:
    case 23:
        return is_guest ? handle_page(vcpu, run, trap) : -1;
    default:
        finish(300 + (trap->cause & 63));
    }
}

static inline int may_not_enter(const struct vcpu *vcpu)
{
    return *(volatile u64 *)&vcpu->vm->number_version != version_of_numbers || vcpu->requests != 0 || (current->flags & WORK_BEFORE_RETURN) != 0;
}

static inline int prepare(struct vcpu *vcpu)
{
    CHECK((current->flags & WORK_BEFORE_RETURN) == 0, 211);
    CHECK(*(volatile u64 *)&vcpu->vm->number_version == version_of_numbers, 212);
    check_requests(vcpu);
    preempt_off();
    IRQS_OFF();
    vcpu->mode = IN_GUEST;
    leave_srcu(vcpu);
    flush_interrupts(vcpu);
    WRITE_CSR(hvip, vcpu->csrs.pending);
    if (may_not_enter(vcpu)) {
        vcpu->mode = OUTSIDE;
        IRQS_ON();
        preempt_on();
        enter_srcu(vcpu);
        return 0;
    }
    CHECK(vcpu->last_cpu == vcpu->cpu, 213);
    return 1;
}

static inline void after_exit(struct vcpu *vcpu)
{
    vcpu->mode = OUTSIDE;
    vcpu->exits++;
    sync_interrupts(vcpu);
    IRQS_ON();
    IRQS_OFF();
    current->task_flags &= ~RUNS_GUEST;
    IRQS_ON();
    preempt_on();
    enter_srcu(vcpu);
}

long run_vcpu(struct vcpu *vcpu)
{
    struct run *run = vcpu->run;
    struct trap trap;
    enter_srcu(vcpu);
    if (run->reason == REASON_DEVICE && finish_access(vcpu, run) != 0) {
        leave_srcu(vcpu);
        return -1;
    }
    CHECK(vcpu->wants_to_run, 214);
    load_vcpu(vcpu);
    CHECK(!vcpu->has_signals, 215);
    int result = 1;
    run->reason = REASON_UNKNOWN;
    while (result > 0) {
        if (prepare(vcpu)) {
            current->task_flags |= RUNS_GUEST;
            enter_and_exit(vcpu, &trap);
            after_exit(vcpu);
            result = handle_exit(vcpu, run, &trap);
        }
    }
    CHECK(!vcpu->has_signals, 215);
    put_vcpu(vcpu);
    leave_srcu(vcpu);
    return result;
}

/* ---- the least that an exit can take: registers, what is asked for, and the guest again. No loop, no interrupts. ---- */

static int answer_thinly(struct vcpu *vcpu)
{
    u64 *x = vcpu->world.x;
    vcpu->world.epc += 4;
    switch (x[17]) {
    case CALL_NULL:
        x[10]++;
        break;
    case CALL_CONFIGURE:
        vcpu->configuration = x[10];
        return (x[10] & MINIMAL) != 0;
    default:
        finish(216);
    }
    return 1;
}

static int handle_thinly(struct vcpu *vcpu)
{
    u64 cause = READ_CSR(scause);
    switch (cause) {
    case 10:
        return answer_thinly(vcpu);
    case 21:
    case 23:
        access_thinly(vcpu, READ_CSR(htval) << 2 | (READ_CSR(stval) & 3));
        return 1;
    default:
        finish(400 + (cause & 63));
    }
}

/* From the call that asks for it to the call that asks for something else, which is answered by who answers the first. */
static NOINLINE void run_minimal(struct vcpu *vcpu)
{
    u64 status = save_irqs();
    vcpu->world.epc += 4;
    int goes_on = 1;
    while (goes_on) {
        vcpu->world.vector = (u64)((vcpu->configuration & ANSWER_QUICKLY) != 0 ? leave_world_quickly : leave_world);
        enter_world(&vcpu->world);
        if ((vcpu->configuration & RELOAD_GUEST_CSRS) != 0) {
            save_guest_csrs(&vcpu->csrs);
            goes_on = handle_thinly(vcpu);
            vcpu->csrs.pending = READ_CSR(hvip);
            load_guest_csrs(&vcpu->csrs);
        } else {
            goes_on = handle_thinly(vcpu);
        }
    }
    vcpu->world.epc -= 4;
    WRITE_CSR(sscratch, 0);
    restore_irqs(status);
}

/* ---- the beginning ---- */

static void make_guest(struct vcpu *vcpu, u64 hart)
{
    struct world *world = &vcpu->world;
    world->epc = (u64)guest_main;
    world->x[2] = (u64)(guest_stacks[hart] + 1024);
    world->x[10] = hart;
    world->status = STATUS_FS | STATUS_SPP | STATUS_SPIE;
    world->host_status = HSTATUS_SPV | HSTATUS_SPVP;
    world->counters = 7;
    vcpu->csrs.status = STATUS_FS;
    vcpu->csrs.vector = (u64)guest_vector;
    vcpu->csrs.translation = SV39(guest_root);
    vcpu->exceptions = 0xB1FF & ~0x400UL;
    vcpu->environment_of_guest = 1UL << 63; /* STCE */
    vcpu->second_stage = SV39(stage2_root);
    vcpu->timer = ~0UL;
    vcpu->last_cpu = hart;
    vcpu->vm = &vm;
    vcpu->run = &runs[hart];
    WRITE_CSR(hideleg, 0x444);
}

void run_hypervisor(u64 hart)
{
    static volatile u64 ready;
    if (hart == 0) {
        build_tables();
        make_machine();
        __atomic_store_n(&ready, 1, __ATOMIC_RELEASE);
    }
    while (__atomic_load_n(&ready, __ATOMIC_ACQUIRE) == 0) { }
    WRITE_CSR(satp, SV39(host_root));
    asm volatile("sfence.vma" ::: "memory");
    make_guest(&vcpus[hart], hart);
    asm volatile("hfence.gvma" ::: "memory");
    start_process(hart);
}
