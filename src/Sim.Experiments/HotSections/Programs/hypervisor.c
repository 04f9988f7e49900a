/*
 * A miniature hypervisor in HS mode. A guest runs in VS mode under Sv39 with Sv39x4 below it, on a hart of its own. The host
 * has a page table too, in which the program is mapped a second time for the U mode process that emulates the device: hosted.c.
 */
#include "vcpu.h"

#define HARTS 4

PAGE u64 host_root[512];
PAGE u64 process_root[512];
static PAGE u64 guest_root[512];
static PAGE u64 guest_code[512];
static u64 stage2_root[2048] __attribute__((aligned(16384)));
static PAGE u64 stage2_code[512];
static PAGE u64 stage2_demand[512];
static PAGE u64 stage2_pages[512];
static PAGE u8 pool[DEMAND_PAGES][4096];
static u64 pool_used;
static struct vcpu vcpus[HARTS];
static u64 guest_stacks[HARTS][1024] __attribute__((aligned(16)));
static struct bus host_bus;
static u64 table[TABLE];

static void build_tables(void)
{
    u64 code = RAM / GIB;
    host_root[code] = process_root[code] = PTE_TO(RAM, PTE_RWX);
    guest_root[0] = PTE_TO(0, PTE_RW);
    guest_root[code] = PTE_TO(guest_code, PTE_V);
    guest_root[DEMAND / GIB] = PTE_TO(DEMAND, PTE_RW);
    stage2_root[code] = PTE_TO(stage2_code, PTE_V);
    stage2_root[DEMAND / GIB] = PTE_TO(stage2_demand, PTE_V);
    stage2_demand[0] = PTE_TO(stage2_pages, PTE_V);
    for (u64 i = 0; i < 32; i++) {
        guest_code[i] = PTE_TO(RAM + i * 2 * MIB, PTE_RWX);
        stage2_code[i] = PTE_TO(RAM + i * 2 * MIB, PTE_RWX | PTE_U);
    }
}

static void access_device(struct vcpu *vcpu, u64 address)
{
    struct access *access = &vcpu->access;
    u64 transformed = (vcpu->configuration & DECODE_FROM_CODE) == 0 ? READ_CSR(0x64a) : 0;
    if (!decode_transformed(transformed, access) && !decode_access(guest_instruction(&vcpu->world), access)) {
        finish(201);
    }
    record.address = address;
    record.is_store = access->is_store;
    record.size = access->size;
    record.data = access->is_store ? vcpu->world.x[access->register_number] : 0;
    if ((vcpu->configuration & (DEVICE_IN_USER | DEVICE_IN_PROCESS)) != 0) {
        ask_process(vcpu);
    } else {
        CHECK(access_bus(&host_bus, &record), 206);
        finish_access(vcpu);
    }
}

static void map_page(struct vcpu *vcpu, u64 address)
{
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
}

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

static void configure(struct vcpu *vcpu, u64 configuration)
{
    vcpu->configuration = configuration;
    vcpu->world.vector = (u64)((configuration & ANSWER_QUICKLY) != 0 ? leave_world_quickly : leave_world);
}

static void answer(struct vcpu *vcpu)
{
    u64 *x = vcpu->world.x;
    vcpu->world.epc += 4;
    switch (x[17]) {
    case CALL_NULL:
        x[10]++;
        break;
    case CALL_ARM_TIMER:
        WRITE_CSR(0x14d, READ_CSR(time) + x[10]);
        SET_CSR(sie, 0x20);
        break;
    case CALL_ACKNOWLEDGE_TIMER:
        CLEAR_CSR(hvip, 0x40);
        break;
    case CALL_BATCH:
        run_batch((const struct operation *)x[10], x[11]);
        break;
    case CALL_CONFIGURE:
        configure(vcpu, x[10]);
        break;
    case CALL_SEND_IPI:
        __atomic_fetch_or(&vcpus[x[10]].ipi_pending, 4, __ATOMIC_ACQ_REL);
        send_software_interrupt(x[10]);
        break;
    case CALL_READ_TABLE:
        x[10] = table[x[10]];
        break;
    default:
        finish(205);
    }
}

static void handle(struct vcpu *vcpu)
{
    u64 cause = READ_CSR(scause);
    switch (cause) {
    case 10:
        answer(vcpu);
        break;
    case 21:
    case 23: {
        u64 address = READ_CSR(htval) << 2 | (READ_CSR(stval) & 3);
        if ((address & ~0xFFFUL) == DEVICE) {
            access_device(vcpu, address);
        } else {
            map_page(vcpu, address);
        }
        break;
    }
    case INTERRUPT | 1:
        CLEAR_CSR(sip, 2);
        SET_CSR(hvip, __atomic_exchange_n(&vcpu->ipi_pending, 0, __ATOMIC_ACQ_REL));
        break;
    case INTERRUPT | 5:
        WRITE_CSR(0x14d, -1L);
        SET_CSR(hvip, 0x40);
        break;
    default:
        finish(300 + (cause & 63));
    }
}

static void make_guest(struct vcpu *vcpu, u64 hart)
{
    struct world *world = &vcpu->world;
    world->epc = (u64)guest_main;
    world->x[2] = (u64)(guest_stacks[hart] + 1024);
    world->x[10] = hart;
    world->status = STATUS_FS | STATUS_SPP | STATUS_SPIE;
    world->host_status = HSTATUS_SPV | HSTATUS_SPVP;
    world->counters = 7;
    world->vector = (u64)leave_world;
    vcpu->csrs.status = STATUS_FS;
    vcpu->csrs.vector = (u64)guest_vector;
    vcpu->csrs.translation = SV39(guest_root);
    vcpu->exceptions = 0xB1FF & ~0x400UL;
    vcpu->second_stage = SV39(stage2_root);
    WRITE_CSR(0x24D, -1L); /* vstimecmp */
    load_guest_csrs(&vcpu->csrs);
    WRITE_CSR(hedeleg, vcpu->exceptions);
    WRITE_CSR(hideleg, 0x444);
    WRITE_CSR(hgatp, vcpu->second_stage);
    asm volatile("hfence.gvma" ::: "memory");
}

void run_hypervisor(u64 hart)
{
    static volatile u64 ready;
    if (hart == 0) {
        build_tables();
        __atomic_store_n(&ready, 1, __ATOMIC_RELEASE);
    }
    while (__atomic_load_n(&ready, __ATOMIC_ACQUIRE) == 0) { }
    WRITE_CSR(satp, SV39(host_root));
    asm volatile("sfence.vma" ::: "memory");
    struct vcpu *vcpu = &vcpus[hart];
    if (hart == 0) {
        fill_bus(&host_bus);
        make_process(vcpu);
    }
    make_guest(vcpu, hart);
    SET_CSR(sie, 2);
    for (;;) {
        enter_world(&vcpu->world);
        if ((vcpu->configuration & RELOAD_GUEST_CSRS) != 0) {
            save_guest_csrs(&vcpu->csrs);
            handle(vcpu);
            vcpu->csrs.pending = READ_CSR(hvip);
            load_guest_csrs(&vcpu->csrs);
        } else {
            handle(vcpu);
        }
    }
}
