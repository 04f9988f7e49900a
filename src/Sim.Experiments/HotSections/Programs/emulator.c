/*
 * The process that owns the guest, in U mode: a thread for each virtual CPU. It runs where the program is mapped a second
 * time: no absolute addresses, nor tables of them. Steps, in their order (QEMU 7 to 9, and glibc 2.3x):
 *   accel/kvm/kvm-all.c, kvm_cpu_exec   registers changed from outside? another thread wants this one? (1 line); fence
 *   kvm-all.c, kvm_vcpu_ioctl    arguments through a list, tracing asked (1 line); sysdeps/unix/sysv/linux, ioctl: the same, system call, error
 *   kvm_cpu_exec                 attributes (kvm_arch_post_run); result; tracing asked; reason (1 line, shared with the host)
 *   softmmu/physmem.c, address_space_rw, address_space_read_full, _write   RCU entered (thread's own: 1 line, the counter of all: 1 line; two fences), view
 *   physmem.c, flatview_translate   the section found last, whether it covers the address (128 bits wide; 3 lines), its copy of 80 bytes, no IOMMU
 *   physmem.c, flatview_read_continue, _write_continue   access allowed, no memory (2 lines); big lock: util/qemu-thread-posix.c, tracing asked;
 *                                nptl/pthread_mutex_lock.c: kind, one atomic, owner, users (1 line); coalesced accesses; size (memory_access_size)
 *   softmmu/memory.c, memory_region_dispatch_read, _write   alias; memory_region_access_valid (operations: 1 line); byte order
 *   memory.c, access_with_adjusted_size   device is not entered twice (1 line); size, mask, loop; memory_region_read_accessor: tracing asked
 *   hw/virtio/virtio-mmio.c, virtio_mmio_read, _write   device on the bus (hw/virtio/virtio-bus.c, 2 lines); its type checked against the cache
 *                                of casts (qom/object.c, 1 line); tracing asked; register by number
 *   ... lock, RCU and size back; buffer filled (bswap.h, stn_he_p); once round
 * Left out: the way to a section that was not the last one used (a radix tree; a list here), per-thread work of other accelerators, signals.
 */
#include "hypervisor.h"

#pragma GCC optimize("no-jump-tables")

#define IOCTL 29
#define RUN_VCPU 0xAE80UL
#define VCPU_FILE 12
#define REASON_DEVICE 6
#define FENCE() asm volatile("fence rw, rw" ::: "memory")
#define IN_FUNCTION static NOINLINE
#define OK 0U
#define REFUSED 2U
#define MOST_ERRNO 4095UL

/* As the host has it: vcpu.h. */
struct run {
    u8 window, immediate_exit;
    u32 reason;
    struct { u64 address; u8 data[8]; u32 length; u8 is_store; } access;
};
extern struct run runs[];

struct locals {
    volatile u64 reads_since;   /* of RCU: 0 for not at all */
    volatile u64 is_waited_for;
    u32 depth;
    u32 number;
    u32 has_big_lock;
    u32 errno;
};

register struct locals *self asm("tp");

struct attributes { u32 unspecified; u32 is_memory; };

struct object_class { const char *casts[4]; const char *name; };
struct object { struct object_class *class; };
struct bus_child { struct object *device; struct bus_child *next; };

struct virtio_queue { u32 size; };
struct virtio_device {
    struct object object;
    u64 number;
    u32 selected;
    struct virtio_queue *queues;
};

struct proxy {
    struct bus_child *children;
    int is_legacy;
    u8 is_in_use;           /* mem_reentrancy_guard */
};

struct region;
struct region_operations {
    u64 (*read)(void *of, u64 offset, u32 size);
    void (*write)(void *of, u64 offset, u64 value, u32 size);
    int order;
    struct { u32 least, most; u8 is_unaligned; int (*accepts)(void *of, u64 offset, u32 size); } valid;
    struct { u32 least, most; } implemented;
};

struct region {
    u8 is_ram, is_rom_device, is_ram_device, is_readonly, is_subpage, is_iommu, flushes_coalesced, is_guarded;
    const struct region_operations *operations;
    void *of;
    struct region *container, *alias;
    u64 alias_offset;
    u8 *in_use;
};

struct section {
    u64 size_low, size_high;
    struct region *region;
    void *view;
    u64 offset_in_region, offset_in_space;
    u8 is_readonly, is_volatile;
    u64 unmergeable[3];
};

#define SECTIONS 4
struct view {
    struct section *volatile recent;
    struct section sections[SECTIONS];
};

struct mutex { u32 kind; volatile u32 state; u32 owner; u32 users; };

struct cpu {
    u64 file;
    u8 is_dirty;
    volatile u8 is_wanted;
    struct run *run;
};

static struct view *volatile whole_view;
static struct view view;
static struct region regions[SECTIONS];
static struct region_operations operations;
static struct proxy proxy;
static struct bus_child child;
static struct virtio_device virtio;
static struct virtio_queue queues[QUEUES];
static struct object_class class;
static char type[] = "virtio-device";
static struct mutex big_lock;
static volatile u64 rcu_counter = 1;
static volatile u64 traced;
static volatile u32 coalesced;

static inline void ask_tracing(void)
{
    CHECK(traced == 0, 260);
}

/* ---- locks ---- */

IN_FUNCTION void lock_mutex(struct mutex *mutex)
{
    CHECK(mutex->kind == 0, 261);
    u32 free = 0;
    if (!__atomic_compare_exchange_n(&mutex->state, &free, 1, 0, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED)) {
        finish(262);
    }
    mutex->owner = self->number;
    mutex->users++;
}

IN_FUNCTION void unlock_mutex(struct mutex *mutex)
{
    CHECK(mutex->kind == 0, 261);
    mutex->owner = 0;
    mutex->users--;
    CHECK(__atomic_exchange_n(&mutex->state, 0, __ATOMIC_RELEASE) == 1, 263); /* 2: others wait */
}

IN_FUNCTION void take_big_lock(void)
{
    ask_tracing();
    lock_mutex(&big_lock);
    ask_tracing();
    self->has_big_lock = 1;
}

IN_FUNCTION void release_big_lock(void)
{
    self->has_big_lock = 0;
    ask_tracing();
    unlock_mutex(&big_lock);
}

static inline void enter_rcu(void)
{
    if (self->depth++ > 0) {
        return;
    }
    self->reads_since = rcu_counter;
    FENCE();
}

static inline void leave_rcu(void)
{
    if (--self->depth > 0) {
        return;
    }
    __atomic_store_n(&self->reads_since, 0, __ATOMIC_RELEASE);
    FENCE();
    if (self->is_waited_for) {
        finish(264);
    }
}

/* ---- the device ---- */

IN_FUNCTION struct object *cast(struct object *object, const char *name)
{
    if (object != 0) {
        for (int i = 0; i < 4; i++) {
            if (object->class->casts[i] == name) {
                return object;
            }
        }
    }
    CHECK(object == 0 || object->class->name == name, 265);
    return object;
}

IN_FUNCTION struct virtio_device *device_on_bus(struct proxy *of)
{
    struct bus_child *first = of->children;
    if (first == 0) {
        return 0;
    }
    return (struct virtio_device *)cast(first->device, type);
}

static u64 read_virtio(void *of, u64 offset, u32 size)
{
    struct proxy *from = of;
    struct virtio_device *device = device_on_bus(from);
    ask_tracing();
    if (device == 0) {
        return 0;
    }
    if (offset >= 0x100 || size != 4) {
        return 0;
    }
    switch (offset) {
    case 0x000: return 0x74726976;
    case 0x004: return from->is_legacy ? 1 : 2;
    case DEVICE_NUMBER: return device->number;
    case 0x00C: return 0x554D4551;
    case QUEUE_SIZE: return device->queues[device->selected].size;
    default: return 0;
    }
}

static void write_virtio(void *of, u64 offset, u64 value, u32 size)
{
    struct virtio_device *device = device_on_bus(of);
    ask_tracing();
    if (device == 0 || offset >= 0x100 || size != 4) {
        return;
    }
    switch (offset) {
    case 0x014: case 0x020: case 0x024: case 0x028:
        break;
    case QUEUE_SELECT:
        if (value < QUEUES) {
            device->selected = (u32)value;
        }
        break;
    default:
        break;
    }
}

/* ---- regions ---- */

typedef u32 accessor(struct region *region, u64 offset, u64 *value, u32 size, int shift, u64 mask, struct attributes attributes);

static u32 read_region(struct region *region, u64 offset, u64 *value, u32 size, int shift, u64 mask, struct attributes attributes)
{
    (void)attributes;
    u64 part = region->operations->read(region->of, offset, size);
    if (!region->is_subpage) {
        ask_tracing();
    }
    part &= mask;
    *value |= shift >= 0 ? part << shift : part >> -shift;
    return OK;
}

static u32 write_region(struct region *region, u64 offset, u64 *value, u32 size, int shift, u64 mask, struct attributes attributes)
{
    (void)attributes;
    u64 part = (shift >= 0 ? *value >> shift : *value << -shift) & mask;
    if (!region->is_subpage) {
        ask_tracing();
    }
    region->operations->write(region->of, offset, part, size);
    return OK;
}

IN_FUNCTION u32 access_adjusted(u64 offset, u64 *value, u32 size, u32 least, u32 most, accessor *access, struct region *region, struct attributes attributes)
{
    u32 result = OK;
    int is_guarded = 0;
    if (least == 0) {
        least = 1;
    }
    if (most == 0) {
        most = 4;
    }
    if (region->in_use != 0 && region->is_guarded && !region->is_ram_device && !region->is_ram && !region->is_rom_device && !region->is_readonly) {
        if (*region->in_use) {
            return REFUSED;
        }
        *region->in_use = 1;
        is_guarded = 1;
    }
    u32 each = size < most ? size : most;
    each = each > least ? each : least;
    u64 mask = ~0UL >> (64 - each * 8);
    for (u32 i = 0; i < size; i += each) {
        result |= access(region, offset + i, value, each, (int)i * 8, mask, attributes);
    }
    if (region->in_use != 0 && is_guarded) {
        *region->in_use = 0;
    }
    return result;
}

IN_FUNCTION int is_valid(struct region *region, u64 offset, u32 size)
{
    const struct region_operations *with = region->operations;
    if (with->valid.accepts != 0 && !with->valid.accepts(region->of, offset, size)) {
        return 0;
    }
    if (!with->valid.is_unaligned && (offset & (size - 1)) != 0) {
        return 0;
    }
    if (with->valid.most == 0) {
        return 1;
    }
    return size <= with->valid.most && size >= with->valid.least;
}

static inline void adjust_order(const struct region *region, int order)
{
    CHECK(region->operations->order == order, 266);
}

IN_FUNCTION u32 dispatch_read(struct region *region, u64 offset, u64 *value, u32 order_of_size, struct attributes attributes)
{
    u32 size = 1U << (order_of_size & 7);
    if (region->alias != 0) {
        return REFUSED;
    }
    if (!is_valid(region, offset, size)) {
        return REFUSED;
    }
    *value = 0;
    u32 result = access_adjusted(offset, value, size, region->operations->implemented.least, region->operations->implemented.most, read_region, region, attributes);
    adjust_order(region, 0);
    return result;
}

IN_FUNCTION u32 dispatch_write(struct region *region, u64 offset, u64 value, u32 order_of_size, struct attributes attributes)
{
    u32 size = 1U << (order_of_size & 7);
    if (region->alias != 0) {
        return REFUSED;
    }
    if (!is_valid(region, offset, size)) {
        return REFUSED;
    }
    adjust_order(region, 0);
    return access_adjusted(offset, &value, size, region->operations->implemented.least, region->operations->implemented.most, write_region, region, attributes);
}

/* ---- the address space ---- */

static inline int covers(const struct section *section, u64 address)
{
    return section->size_high != 0 || address - section->offset_in_space < section->size_low;
}

static struct section *find_section(struct view *of, u64 address)
{
    struct section *section = of->recent;
    if (section == 0 || section == &of->sections[0] || !covers(section, address)) {
        section = &of->sections[0];
        for (int i = 1; i < SECTIONS; i++) {
            if (covers(&of->sections[i], address)) {
                section = &of->sections[i];
            }
        }
        of->recent = section;
    }
    return section;
}

IN_FUNCTION struct section translate_inner(struct view *of, u64 address, u64 *offset, u64 *length)
{
    struct section *section = find_section(of, address);
    address -= section->offset_in_space;
    *offset = address + section->offset_in_region;
    if (section->region->is_ram) {
        u64 rest = section->size_low - address;
        *length = rest < *length ? rest : *length;
    }
    CHECK(section->region->alias == 0 && !section->region->is_iommu, 267);
    return *section;
}

IN_FUNCTION struct region *translate(struct view *of, u64 address, u64 *offset, u64 *length)
{
    struct section section = translate_inner(of, address, offset, length);
    return section.region;
}

static inline int is_allowed(struct attributes attributes)
{
    return !attributes.is_memory;
}

static inline int is_direct(const struct region *region, int is_store)
{
    if (is_store) {
        return region->is_ram && !region->is_readonly && !region->is_rom_device && !region->is_ram_device;
    }
    return (region->is_ram && !region->is_ram_device) || region->is_rom_device;
}

static inline int prepare_access(const struct region *region)
{
    int took = 0;
    if (!self->has_big_lock) {
        take_big_lock();
        took = 1;
    }
    if (region->flushes_coalesced) {
        CHECK(coalesced == 0, 268);
    }
    return took;
}

IN_FUNCTION u32 access_size(const struct region *region, u64 length, u64 offset)
{
    u32 most = region->operations->valid.most;
    if (most == 0) {
        most = 4;
    }
    if (!region->operations->valid.is_unaligned) {
        u64 aligned = offset & -offset;
        if (aligned != 0 && aligned < most) {
            most = (u32)aligned;
        }
    }
    if (length > most) {
        length = most;
    }
    return (u32)(length == 8 ? 8 : length >= 4 ? 4 : length >= 2 ? 2 : 1);
}

static inline u32 order_of(u32 size)
{
    return size == 8 ? 3 : size == 4 ? 2 : size == 2 ? 1 : 0;
}

IN_FUNCTION u32 read_on(struct view *of, u64 address, struct attributes attributes, u8 *buffer, u64 length, u64 offset, u64 part, struct region *region)
{
    u32 result = OK;
    for (;;) {
        if (!is_allowed(attributes)) {
            return REFUSED;
        }
        CHECK(!is_direct(region, 0), 269);
        int took = prepare_access(region);
        u64 value;
        part = access_size(region, part, offset);
        result |= dispatch_read(region, offset, &value, order_of((u32)part), attributes);
        switch (part) {
        case 1: *buffer = (u8)value; break;
        case 2: *(u16 *)buffer = (u16)value; break;
        case 4: *(u32 *)buffer = (u32)value; break;
        default: *(u64 *)buffer = value; break;
        }
        if (took) {
            release_big_lock();
        }
        length -= part;
        if (length == 0) {
            return result;
        }
        buffer += part;
        address += part;
        part = length;
        region = translate(of, address, &offset, &part);
    }
}

IN_FUNCTION u32 write_on(struct view *of, u64 address, struct attributes attributes, const u8 *buffer, u64 length, u64 offset, u64 part, struct region *region)
{
    u32 result = OK;
    for (;;) {
        if (!is_allowed(attributes)) {
            return REFUSED;
        }
        CHECK(!is_direct(region, 1), 269);
        int took = prepare_access(region);
        u64 value;
        part = access_size(region, part, offset);
        switch (part) {
        case 1: value = *buffer; break;
        case 2: value = *(const u16 *)buffer; break;
        case 4: value = *(const u32 *)buffer; break;
        default: value = *(const u64 *)buffer; break;
        }
        result |= dispatch_write(region, offset, value, order_of((u32)part), attributes);
        if (took) {
            release_big_lock();
        }
        length -= part;
        if (length == 0) {
            return result;
        }
        buffer += part;
        address += part;
        part = length;
        region = translate(of, address, &offset, &part);
    }
}

IN_FUNCTION u32 read_space(u64 address, struct attributes attributes, u8 *buffer, u64 length)
{
    u32 result = OK;
    if (length > 0) {
        enter_rcu();
        struct view *of = __atomic_load_n(&whole_view, __ATOMIC_ACQUIRE);
        u64 offset, part = length;
        struct region *region = translate(of, address, &offset, &part);
        result = is_allowed(attributes) ? read_on(of, address, attributes, buffer, length, offset, part, region) : REFUSED;
        leave_rcu();
    }
    return result;
}

IN_FUNCTION u32 write_space(u64 address, struct attributes attributes, const u8 *buffer, u64 length)
{
    u32 result = OK;
    if (length > 0) {
        enter_rcu();
        struct view *of = __atomic_load_n(&whole_view, __ATOMIC_ACQUIRE);
        u64 offset, part = length;
        struct region *region = translate(of, address, &offset, &part);
        result = is_allowed(attributes) ? write_on(of, address, attributes, buffer, length, offset, part, region) : REFUSED;
        leave_rcu();
    }
    return result;
}

IN_FUNCTION u32 access_space(u64 address, struct attributes attributes, u8 *buffer, u64 length, int is_store)
{
    return is_store ? write_space(address, attributes, buffer, length) : read_space(address, attributes, buffer, length);
}

/* ---- the virtual CPU's thread ---- */

IN_FUNCTION int ioctl(int file, u64 command, ...)
{
    __builtin_va_list arguments;
    __builtin_va_start(arguments, command);
    register u64 a0 asm("a0") = (u64)file;
    register u64 a1 asm("a1") = command;
    register u64 a2 asm("a2") = __builtin_va_arg(arguments, u64);
    register u64 a7 asm("a7") = IOCTL;
    asm volatile("ecall" : "+r"(a0) : "r"(a1), "r"(a2), "r"(a7) : "memory");
    __builtin_va_end(arguments);
    if (a0 > ~MOST_ERRNO) {
        self->errno = (u32)-a0;
        return -1;
    }
    return (int)a0;
}

IN_FUNCTION int control_cpu(struct cpu *cpu, u64 command, ...)
{
    __builtin_va_list arguments;
    __builtin_va_start(arguments, command);
    u64 argument = __builtin_va_arg(arguments, u64);
    __builtin_va_end(arguments);
    ask_tracing();
    int result = ioctl((int)cpu->file, command, argument);
    return result == -1 ? -(int)self->errno : result;
}

IN_FUNCTION struct attributes after_run(void)
{
    return (struct attributes) { 1, 0 };
}

IN_FUNCTION int run_cpu(struct cpu *cpu)
{
    struct run *run = cpu->run;
    int result;
    do {
        CHECK(!cpu->is_dirty, 270);
        CHECK(!cpu->is_wanted, 271);
        asm volatile("fence r, r" ::: "memory");
        int ran = control_cpu(cpu, RUN_VCPU, 0UL);
        struct attributes attributes = after_run();
        if (ran < 0) {
            return ran;
        }
        ask_tracing();
        switch (*(volatile u32 *)&run->reason) {
        case REASON_DEVICE:
            access_space(run->access.address, attributes, run->access.data, run->access.length, run->access.is_store);
            result = 0;
            break;
        default:
            result = -1;
            break;
        }
    } while (result == 0);
    return result;
}

/* Flash, interrupt controller, the device, memory behind them; what is nobody's is first. */
static void make_space(void)
{
    static const u64 places[SECTIONS][2] = { { 0, 0 }, { 0x00100000, 0x1000 }, { DEVICE, 0x1000 }, { 0x20000000, 0x4000000 } };
    for (u64 i = 0; i < SECTIONS; i++) {
        regions[i].operations = &operations;
        regions[i].of = &proxy;
        regions[i].in_use = &proxy.is_in_use;
        regions[i].is_guarded = 1;
        view.sections[i].size_low = places[i][1];
        view.sections[i].region = &regions[i];
        view.sections[i].view = &view;
        view.sections[i].offset_in_space = places[i][0];
    }
    operations.read = read_virtio;
    operations.write = write_virtio;
    for (u32 i = 0; i < QUEUES; i++) {
        queues[i].size = 64 + i;
    }
    class.casts[0] = class.name = type;
    virtio.object.class = &class;
    virtio.number = DEVICE_IS;
    virtio.queues = queues;
    child.device = &virtio.object;
    proxy.children = &child;
    whole_view = &view;
}

void process_main(u64 hart)
{
    struct cpu cpu = { VCPU_FILE + hart, 0, 0, &runs[hart] };
    self->number = (u32)(100 + hart);
    if (hart == 0) {
        make_space();
    }
    finish((u64)(280 + (run_cpu(&cpu) & 15)));
}
