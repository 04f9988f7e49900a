/*
 * Shadow paging: the guest's page tables are write-protected, the hardware walks a table of the hypervisor's. A guest's
 * store into its table is emulated and carried over; its fences and its satp are trapped. The same guest code then runs
 * under nested paging, where none of this traps. satp is bare for the host.
 */
#include "world.h"

#define CALL_LAZY 1
#define CALL_NESTED 2

/* Guest memory of its own 2 MiB: three pages of tables, and frames. */
#define TABLES (RAM + 16 * MIB)
#define FRAMES (TABLES + MIB)
#define REGION (4 * GIB)
#define ENTRIES 64UL

static u64 *const guest_root = (u64 *)TABLES;
static u64 *const guest_1 = (u64 *)(TABLES + 4096);
static u64 *const guest_0 = (u64 *)(TABLES + 8192);
static u64 shadow_root[512] __attribute__((aligned(4096)));
static u64 shadow_code[512] __attribute__((aligned(4096)));
static u64 shadow_tables[512] __attribute__((aligned(4096)));
static u64 shadow_1[512] __attribute__((aligned(4096)));
static u64 shadow_0[512] __attribute__((aligned(4096)));
static u64 stage2_root[2048] __attribute__((aligned(16384)));
static u64 guest_stack[1024] __attribute__((aligned(16)));
static struct world guest;
static u64 is_lazy;

/* Where guest memory is in the host's: here the same, but it has to be looked up. */
static struct { u64 guest; u64 size; u64 host; } slots[2] = { { 0, 0, 0 }, { RAM, 64 * MIB, RAM } };

static u64 host_address(u64 address)
{
    for (int i = 0; i < 2; i++) {
        if (address - slots[i].guest < slots[i].size) {
            return address - slots[i].guest + slots[i].host;
        }
    }
    finish(200);
}

static u64 shadow_of(u64 entry)
{
    return (entry & PTE_V) == 0 ? 0 : PTE_TO(host_address(entry >> 10 << 12), entry & 0x3FF);
}

static void build_tables(void)
{
    u64 code = RAM / GIB;
    guest_root[code] = PTE_TO(RAM, PTE_RWX);
    guest_root[REGION / GIB] = PTE_TO(guest_1, PTE_V);
    guest_1[0] = PTE_TO(guest_0, PTE_V);
    shadow_root[code] = PTE_TO(shadow_code, PTE_V);
    shadow_root[REGION / GIB] = PTE_TO(shadow_1, PTE_V);
    shadow_1[0] = PTE_TO(shadow_0, PTE_V);
    for (u64 i = 0; i < 32; i++) {
        shadow_code[i] = PTE_TO(RAM + i * 2 * MIB, PTE_RWX);
    }
    shadow_code[(TABLES - RAM) / (2 * MIB)] = PTE_TO(shadow_tables, PTE_V);
    for (u64 i = 0; i < 512; i++) {
        shadow_tables[i] = PTE_TO(TABLES + i * 4096, i < 3 ? PTE_V | PTE_R | 0xC0 : PTE_RW);
    }
    for (u64 i = 0; i < ENTRIES; i++) {
        *(u64 *)(FRAMES + i * 4096) = i;
    }
    stage2_root[code] = PTE_TO(RAM, PTE_RWX | PTE_U);
}

/* ---- the hypervisor ---- */

static void fence(u64 address)
{
    asm volatile("hfence.vvma %0, x0" :: "r"(address) : "memory");
}

static void store_into_table(u64 address)
{
    struct access access;
    if (!decode_transformed(READ_CSR(0x64a), &access) && !decode_access(guest_instruction(&guest), &access)) {
        finish(201);
    }
    CHECK(access.is_store && access.size == 8, 202);
    u64 value = guest.x[access.register_number];
    *(u64 *)host_address(address) = value;
    if (address >= TABLES + 8192) {
        u64 index = address % 4096 / 8;
        shadow_0[index] = is_lazy ? 0 : shadow_of(value);
        fence(REGION + index * 4096);
    }
    guest.epc += access.length;
}

/* Hands a fault on to the guest's own handler. */
static void reflect(u64 cause, u64 address)
{
    u64 status = READ_CSR(vsstatus);
    u64 was_enabled = status & STATUS_SIE;
    status = (status & ~(STATUS_SIE | STATUS_SPIE)) | was_enabled << 4 | STATUS_SPP;
    WRITE_CSR(vsstatus, status);
    WRITE_CSR(vsepc, guest.epc);
    WRITE_CSR(vscause, cause);
    WRITE_CSR(vstval, address);
    guest.epc = READ_CSR(vstvec);
}

static void page_fault(u64 cause)
{
    u64 address = READ_CSR(stval);
    if (cause == 15 && address - TABLES < 3 * 4096) {
        store_into_table(address);
        return;
    }
    CHECK(address - REGION < 2 * MIB, 203);
    /* The guest's tables, as the hardware would walk them. */
    u64 entry = guest_root[address >> 30 & 511];
    for (int level = 1; level >= 0 && (entry & (PTE_R | PTE_X)) == 0; level--) {
        CHECK((entry & PTE_V) != 0, 204);
        entry = ((u64 *)host_address(entry >> 10 << 12))[address >> (12 + 9 * level) & 511];
        if ((entry & PTE_V) == 0) {
            reflect(cause, address);
            return;
        }
    }
    shadow_0[address >> 12 & 511] = shadow_of(entry);
    fence(address);
}

static void privileged_instruction(void)
{
    u32 bits = (u32)READ_CSR(stval);
    if (bits >> 25 == 9) { /* sfence.vma */
        u64 source = bits >> 15 & 31;
        if (source != 0) {
            fence(guest.x[source]);
        } else {
            asm volatile("hfence.vvma" ::: "memory");
        }
    } else if (bits >> 20 == 0x180 && (bits >> 12 & 7) == 1) { /* csrw satp: the guest has one table here, so its shadow is this */
        CHECK(guest.x[bits >> 15 & 31] == SV39(guest_root), 205);
        WRITE_CSR(vsatp, SV39(shadow_root));
        asm volatile("hfence.vvma" ::: "memory");
    } else {
        finish(206);
    }
    guest.epc += 4;
}

static void call(void)
{
    if (guest.x[17] == CALL_LAZY) {
        is_lazy = guest.x[10];
    } else {
        WRITE_CSR(hedeleg, 0xB1FF & ~0x400UL);
        WRITE_CSR(hgatp, SV39(stage2_root));
        WRITE_CSR(vsatp, SV39(guest_root));
        asm volatile("hfence.gvma; hfence.vvma" ::: "memory");
        guest.host_status &= ~HSTATUS_VTVM;
    }
    guest.epc += 4;
}

static _Noreturn void run(void)
{
    for (;;) {
        enter_world(&guest);
        u64 cause = READ_CSR(scause);
        switch (cause) {
        case 10:
            call();
            break;
        case 13:
        case 15:
            page_fault(cause);
            break;
        case 22:
            privileged_instruction();
            break;
        default:
            finish(300 + (cause & 63));
        }
    }
}

/* ---- the guest ---- */

static u64 demanded;

static inline void set_entry(u64 index, u64 value)
{
    asm volatile("sd %0, 0(%1)" :: "r"(value), "r"(guest_0 + index) : "memory");
}

static inline void fence_page(u64 index)
{
    asm volatile("sfence.vma %0, x0" :: "r"(REGION + index * 4096) : "memory");
}

static inline u64 entry_of(u64 frame)
{
    return PTE_TO(FRAMES + frame * 4096, PTE_RW);
}

static inline u64 read_page(u64 index)
{
    return *(volatile u64 *)(REGION + index * 4096);
}

void guest_trap(u64 cause)
{
    CHECK(cause == 13, 1100 + (cause & 63));
    u64 index = READ_CSR(stval) >> 12 & 511;
    demanded++;
    set_entry(index, entry_of(index % ENTRIES));
    fence_page(index);
}

static void guest_call(u64 number, u64 value)
{
    register u64 a0 asm("a0") = value;
    register u64 a7 asm("a7") = number;
    asm volatile("ecall" : "+r"(a0) : "r"(a7) : "memory");
}

#define SECTION(n, prepare, expression, condition) do { \
    for (u64 i = 0; i < WARM_UP + WARM_SAMPLES; i++) { \
        prepare; \
        if (i < WARM_UP) { expression; } else { BEGIN(n); expression; END(n); } \
        CHECK(condition, n); \
    } } while (0)

#define MIX(i) (((i) * 7 + 3) % ENTRIES)

static void use_tables(void)
{
    u64 value = 0;
    /* Entry 100 + i is set to another frame, and the page read. */
    SECTION(1, (void)0, set_entry(100 + i, entry_of(MIX(i))), read_page(100 + i) == MIX(i));
    SECTION(2, (void)0, set_entry(100 + i, entry_of(MIX(i + 1))); fence_page(100 + i), read_page(100 + i) == MIX(i + 1));
    guest_call(CALL_LAZY, 1);
    SECTION(3, set_entry(100 + i, entry_of(MIX(i))), value = read_page(100 + i), value == MIX(i));
    guest_call(CALL_LAZY, 0);
    SECTION(4, (void)0, value = read_page(200 + i), value == (200 + i) % ENTRIES);
    SECTION(5, (void)0, WRITE_CSR(satp, SV39(guest_root)); asm volatile("sfence.vma" ::: "memory"), read_page(200 + i) == (200 + i) % ENTRIES);
    guest_call(CALL_NESTED, 0);
    SECTION(6, (void)0, set_entry(100 + i, entry_of(MIX(i))); fence_page(100 + i), read_page(100 + i) == MIX(i));
    SECTION(7, (void)0, value = read_page(300 + i), value == (300 + i) % ENTRIES);
    SECTION(8, (void)0, WRITE_CSR(satp, SV39(guest_root)); asm volatile("sfence.vma" ::: "memory"), read_page(300 + i) == (300 + i) % ENTRIES);
    CHECK(demanded == 2 * (WARM_UP + WARM_SAMPLES), 9);
    finish(0);
}

int main(u64 hart)
{
    if (hart != 0) {
        for (;;) { }
    }
    measure_empty();
    delegate_all(hart);
    become_supervisor();
    build_tables();
    guest.epc = (u64)use_tables;
    guest.x[2] = (u64)(guest_stack + 1024);
    guest.status = STATUS_FS | STATUS_SPP | STATUS_SPIE;
    guest.host_status = HSTATUS_SPV | HSTATUS_SPVP | HSTATUS_VTVM;
    guest.counters = 7;
    guest.vector = (u64)leave_world;
    WRITE_CSR(vsstatus, STATUS_FS);
    WRITE_CSR(vstvec, (u64)guest_vector);
    WRITE_CSR(hedeleg, 0);
    WRITE_CSR(hideleg, 0x444);
    WRITE_CSR(hgatp, 0);
    WRITE_CSR(vsatp, SV39(shadow_root));
    asm volatile("hfence.vvma" ::: "memory");
    run();
}
