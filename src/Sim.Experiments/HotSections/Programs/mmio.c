/*
 * A guest's access to a device, in the host. Steps, in their order (Linux 6):
 *   arch/riscv/kvm/vcpu_exit.c, gstage_page_fault   no memory slot has the page: hypervisor.c
 *   vcpu_insn.c, kvm_riscv_vcpu_mmio_load, _store   instruction from htinst, or read from the guest's code with hstatus and stvec changed
 *                                (vcpu_exit.c, kvm_riscv_vcpu_unpriv_read); one mask and match after another; alignment; decoded access kept
 *                                (1 line); page that is shared with the process filled (1 line)
 *   kvm_main.c, kvm_io_bus_read, _write   the bus (2 lines), binary search by a comparing function, back to the first that fits, device's operations
 *   aia_aplic.c, aplic_mmio_read, _write  which register, by ranges; the source's lock with interrupts off; its target (2 lines)
 *   vcpu_insn.c, kvm_riscv_vcpu_mmio_return   by size, sign extended, into the guest's register (2 lines); epc
 *   for the process: nobody on the bus has it; reason (1 line); what a load found is taken when the process comes back
 * Left out: that APLIC looks through all its sources behind a write; locks of requests that are coalesced.
 */
#include "vcpu.h"

#define UNSUPPORTED (-95)
#define INPUT_OUTPUT (-5)
#define NO_ENTRY (-2)
#define NO_DEVICE (-19)

/* ---- the interrupt controller ---- */

#define SOURCES 96
struct source {
    volatile u32 lock;
    u32 configuration, state, target;
};

struct controller {
    struct device device;
    u64 address;
    u32 domain, genmsi;
    u32 sources, words;
    struct source *source;
};

static struct source sources[SOURCES + 1];
static struct controller controller;

static NOINLINE u32 read_target(struct controller *of, u32 index)
{
    CHECK(index != 0 && index <= of->sources, 250);
    struct source *source = &of->source[index];
    u64 status = save_irqs();
    lock(&source->lock);
    u32 target = source->target;
    unlock(&source->lock);
    restore_irqs(status);
    return target;
}

static NOINLINE void write_target(struct controller *of, u32 index, u32 value)
{
    CHECK(index != 0 && index <= of->sources, 250);
    struct source *source = &of->source[index];
    u64 status = save_irqs();
    lock(&source->lock);
    source->target = value;
    unlock(&source->lock);
    restore_irqs(status);
}

/* Which register: the order of APLIC's. Those that the guest does not use answer 0. */
static int locate(const struct controller *of, u64 offset, u32 *index)
{
    if ((offset & 3) != 0) {
        return UNSUPPORTED;
    }
    if (offset == 0) {
        return 0;
    } else if (offset >= 0x0004 && offset < 0x0004 + (u64)of->sources * 4) {
        return 0;
    } else if (offset >= 0x1C00 && offset < 0x1C00 + (u64)of->words * 4) {
        return 0;
    } else if (offset == 0x1CDC) {
        return 0;
    } else if (offset >= 0x1D00 && offset < 0x1D00 + (u64)of->words * 4) {
        return 0;
    } else if (offset == 0x1DDC) {
        return 0;
    } else if (offset >= 0x1E00 && offset < 0x1E00 + (u64)of->words * 4) {
        return 0;
    } else if (offset == 0x1EDC) {
        return 0;
    } else if (offset >= 0x1F00 && offset < 0x1F00 + (u64)of->words * 4) {
        return 0;
    } else if (offset == 0x1FDC || offset == 0x2000 || offset == 0x2004 || offset == 0x3000) {
        return 0;
    } else if (offset >= 0x3004 && offset < 0x3004 + (u64)of->sources * 4) {
        *index = (u32)((offset - 0x3004) >> 2) + 1;
        return 1;
    }
    return NO_DEVICE;
}

static int read_controller(struct vcpu *vcpu, struct device *device, u64 address, u32 length, void *value)
{
    (void)vcpu;
    struct controller *of = (struct controller *)device;
    u32 index = 0;
    if (length != 4) {
        return UNSUPPORTED;
    }
    int found = locate(of, address - of->address, &index);
    if (found >= 0) {
        *(u32 *)value = found != 0 ? read_target(of, index) : 0;
    }
    return found < 0 ? found : 0;
}

static int write_controller(struct vcpu *vcpu, struct device *device, u64 address, u32 length, const void *value)
{
    (void)vcpu;
    struct controller *of = (struct controller *)device;
    u32 index = 0;
    if (length != 4) {
        return UNSUPPORTED;
    }
    int found = locate(of, address - of->address, &index);
    if (found > 0) {
        write_target(of, index, *(const u32 *)value);
    }
    return found < 0 ? found : 0;
}

static int refuse_read(struct vcpu *vcpu, struct device *device, u64 address, u32 length, void *value)
{
    (void)vcpu, (void)device, (void)address, (void)length, (void)value;
    return UNSUPPORTED;
}

static int refuse_write(struct vcpu *vcpu, struct device *device, u64 address, u32 length, const void *value)
{
    (void)vcpu, (void)device, (void)address, (void)length, (void)value;
    return UNSUPPORTED;
}

/* ---- the bus ---- */

static const struct device_operations controller_operations = { read_controller, write_controller };
static const struct device_operations refusing = { refuse_read, refuse_write };
static struct device others[RANGES];

void make_bus(struct bus *bus)
{
    controller = (struct controller) { { &controller_operations }, HOST_DEVICE, 0, 0, SOURCES, (SOURCES + 32) / 32, sources };
    for (int i = 0; i < RANGES; i++) {
        others[i].operations = &refusing;
    }
    bus->ranges[0] = (struct range) { 0x00101000, 0x1000, &others[0] };
    bus->ranges[1] = (struct range) { HOST_DEVICE, 0x4000, &controller.device };
    bus->ranges[2] = (struct range) { 0x24000000, 0x1000, &others[2] };
    bus->ranges[3] = (struct range) { 0x28000000, 0x1000, &others[3] };
    bus->count = RANGES;
}

static int compare(const void *a, const void *b)
{
    const struct range *first = a, *second = b;
    u64 one = first->address, other = second->address;
    if (one < other) {
        return -1;
    }
    if (second->length != 0) {
        one += first->length;
        other += second->length;
    }
    return one > other;
}

/* lib/bsearch.c, which is inlined where it is called. */
static inline const struct range *search(const struct range *key, const struct range *ranges, u64 count)
{
    while (count > 0) {
        const struct range *middle = ranges + (count >> 1);
        int order = compare(key, middle);
        if (order == 0) {
            return middle;
        }
        if (order > 0) {
            ranges = middle + 1;
            count--;
        }
        count >>= 1;
    }
    return 0;
}

static NOINLINE long first_device(const struct bus *bus, u64 address, u32 length)
{
    struct range key = { address, length, 0 };
    const struct range *range = search(&key, bus->ranges, bus->count);
    if (range == 0) {
        return NO_ENTRY;
    }
    long index = range - bus->ranges;
    while (index > 0 && compare(&key, &bus->ranges[index - 1]) == 0) {
        index--;
    }
    return index;
}

static NOINLINE int access_bus(struct vcpu *vcpu, u64 address, u32 length, void *value, int is_store)
{
    struct range key = { address, length, 0 };
    struct bus *bus = __atomic_load_n(&vcpu->vm->bus, __ATOMIC_ACQUIRE);
    if (bus == 0) {
        return -12;
    }
    long index = first_device(bus, address, length);
    if (index < 0) {
        return UNSUPPORTED;
    }
    while ((u64)index < bus->count && compare(&key, &bus->ranges[index]) == 0) {
        struct device *device = bus->ranges[index].device;
        int result = is_store ? device->operations->write(vcpu, device, address, length, value) : device->operations->read(vcpu, device, address, length, value);
        if (result == 0) {
            return 0;
        }
        index++;
    }
    return UNSUPPORTED;
}

/* ---- the instruction ---- */

u64 guest_code(struct vcpu *vcpu, u64 address, struct trap *trap)
{
    register struct trap *told asm("a0") = trap;
    register u64 scratch asm("a1") = 0;
    u64 bits, high;
    u64 status = save_irqs();
    u64 host_status = SWAP_CSR(hstatus, vcpu->world.host_status);
    u64 vector = SWAP_CSR(stvec, unreadable);
    asm volatile(".option push\n .option norvc\n"
        "hlvx.hu %[bits], 0(%[address])\n andi %[high], %[bits], 3\n addi %[high], %[high], -3\n bnez %[high], 1f\n"
        "addi %[address], %[address], 2\n hlvx.hu %[high], 0(%[address])\n slli %[high], %[high], 16\n add %[bits], %[bits], %[high]\n"
        "1:\n .option pop"
        : [bits] "=&r"(bits), [high] "=&r"(high), [address] "+&r"(address), "+r"(told), "+r"(scratch) :: "memory");
    WRITE_CSR(stvec, vector);
    WRITE_CSR(hstatus, host_status);
    restore_irqs(status);
    return bits;
}

/* 0: the guest goes on, as its code cannot be read. */
static inline u64 trapped_instruction(struct vcpu *vcpu, u64 transformed, int *length)
{
    u64 bits;
    if ((transformed & 1) != 0) {
        bits = transformed | 2;
        *length = (transformed & 2) != 0 ? 4 : 2;
        return bits;
    }
    struct trap trap = { 0 };
    bits = guest_code(vcpu, vcpu->world.epc, &trap);
    if (trap.cause != 0) {
        return 0;
    }
    *length = (bits & 3) == 3 ? 4 : 2;
    return bits;
}

#define IS(mask, match) ((bits & (mask)) == (match))
#define SHORT_REGISTER(bits) (((bits) >> 2 & 7) + 8)

int load_device(struct vcpu *vcpu, struct run *run, u64 address, u64 instruction)
{
    u64 buffer;
    int length = 0, size = 0, shift = 0;
    u64 bits = trapped_instruction(vcpu, instruction, &length);
    if (bits == 0) {
        return 1;
    }
    if (IS(0x707F, 0x2003)) {
        size = 4, shift = 32; /* lw */
    } else if (IS(0x707F, 0x0003)) {
        size = 1, shift = 56; /* lb */
    } else if (IS(0x707F, 0x4003)) {
        size = 1; /* lbu */
    } else if (IS(0x707F, 0x3003)) {
        size = 8; /* ld */
    } else if (IS(0x707F, 0x6003)) {
        size = 4; /* lwu */
    } else if (IS(0x707F, 0x1003)) {
        size = 2, shift = 48; /* lh */
    } else if (IS(0x707F, 0x5003)) {
        size = 2; /* lhu */
    } else if (IS(0xE003, 0x6000)) {
        size = 8; /* c.ld */
        bits = SHORT_REGISTER(bits) << 7;
    } else if (IS(0xE003, 0x6002) && (bits >> 7 & 31) != 0) {
        size = 8; /* c.ldsp */
    } else if (IS(0xE003, 0x4000)) {
        size = 4, shift = 32; /* c.lw */
        bits = SHORT_REGISTER(bits) << 7;
    } else if (IS(0xE003, 0x4002) && (bits >> 7 & 31) != 0) {
        size = 4, shift = 32; /* c.lwsp */
    } else {
        return UNSUPPORTED;
    }
    if ((address & (u64)(size - 1)) != 0) {
        return INPUT_OUTPUT;
    }
    vcpu->decode.instruction = bits;
    vcpu->decode.length = length;
    vcpu->decode.shift = shift;
    vcpu->decode.size = size;
    vcpu->decode.is_done = 0;
    run->access.is_store = 0;
    run->access.address = address;
    run->access.length = (u32)size;
    if (access_bus(vcpu, address, (u32)size, &buffer, 0) == 0) {
        for (int i = 0; i < size; i++) {
            run->access.data[i] = ((u8 *)&buffer)[i];
        }
        vcpu->kernel_accesses++;
        finish_access(vcpu, run);
        return 1;
    }
    vcpu->user_accesses++;
    run->reason = REASON_DEVICE;
    return 0;
}

int store_device(struct vcpu *vcpu, struct run *run, u64 address, u64 instruction)
{
    int length = 0, size = 0;
    u64 bits = trapped_instruction(vcpu, instruction, &length);
    if (bits == 0) {
        return 1;
    }
    u64 data = vcpu->world.x[bits >> 20 & 31];
    if (IS(0x707F, 0x2023)) {
        size = 4; /* sw */
    } else if (IS(0x707F, 0x0023)) {
        size = 1; /* sb */
    } else if (IS(0x707F, 0x3023)) {
        size = 8; /* sd */
    } else if (IS(0x707F, 0x1023)) {
        size = 2; /* sh */
    } else if (IS(0xE003, 0xE000)) {
        size = 8; /* c.sd */
        data = vcpu->world.x[SHORT_REGISTER(bits)];
    } else if (IS(0xE003, 0xE002) && (bits >> 7 & 31) != 0) {
        size = 8; /* c.sdsp */
        data = vcpu->world.x[bits >> 2 & 31];
    } else if (IS(0xE003, 0xC000)) {
        size = 4; /* c.sw */
        data = vcpu->world.x[SHORT_REGISTER(bits)];
    } else if (IS(0xE003, 0xC002) && (bits >> 7 & 31) != 0) {
        size = 4; /* c.swsp */
        data = vcpu->world.x[bits >> 2 & 31];
    } else {
        return UNSUPPORTED;
    }
    if ((address & (u64)(size - 1)) != 0) {
        return INPUT_OUTPUT;
    }
    vcpu->decode.instruction = bits;
    vcpu->decode.length = length;
    vcpu->decode.shift = 0;
    vcpu->decode.size = size;
    vcpu->decode.is_done = 0;
    switch (size) {
    case 1: *(u8 *)run->access.data = (u8)data; break;
    case 2: *(u16 *)run->access.data = (u16)data; break;
    case 4: *(u32 *)run->access.data = (u32)data; break;
    default: *(u64 *)run->access.data = data; break;
    }
    run->access.is_store = 1;
    run->access.address = address;
    run->access.length = (u32)size;
    if (access_bus(vcpu, address, (u32)size, run->access.data, 1) == 0) {
        vcpu->kernel_accesses++;
        finish_access(vcpu, run);
        return 1;
    }
    vcpu->user_accesses++;
    run->reason = REASON_DEVICE;
    return 0;
}

int finish_access(struct vcpu *vcpu, struct run *run)
{
    if (vcpu->decode.is_done) {
        return 0;
    }
    vcpu->decode.is_done = 1;
    if (!run->access.is_store) {
        int shift = vcpu->decode.shift;
        u64 data;
        switch (vcpu->decode.size) {
        case 1: data = *(u8 *)run->access.data; break;
        case 2: data = *(u16 *)run->access.data; break;
        case 4: data = *(u32 *)run->access.data; break;
        case 8: data = *(u64 *)run->access.data; break;
        default: return UNSUPPORTED;
        }
        vcpu->world.x[vcpu->decode.instruction >> 7 & 31] = (u64)((long)(data << shift) >> shift);
    }
    vcpu->world.epc += (u64)vcpu->decode.length;
    return 0;
}

/* ---- the least that an access can take: a decoder of what compilers make, and one device that is known ---- */

void access_thinly(struct vcpu *vcpu, u64 address)
{
    struct access *access = &vcpu->access;
    CHECK((address & ~0x3FFFUL) == HOST_DEVICE, 252);
    if (!decode_transformed(READ_CSR(0x64a), access) && !decode_access(guest_instruction(&vcpu->world), access)) {
        finish(201);
    }
    u32 *target = &sources[(address - HOST_DEVICE - HOST_TARGET) / 4 + 1].target;
    if (access->is_store) {
        *target = (u32)vcpu->world.x[access->register_number];
    } else if (access->register_number != 0) {
        vcpu->world.x[access->register_number] = access->is_unsigned ? *target : (u64)(long)(int)*target;
    }
    vcpu->world.epc += access->length;
}
