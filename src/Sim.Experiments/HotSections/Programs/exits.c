/*
 * What leaving a guest costs, by what is done outside. The guest is this program's. All exits but those of sections 1, 3 and
 * 19 to 21 take the steps of KVM on RISC-V (hypervisor.c, mmio.c), and those to the process of Linux's system calls
 * (entry.S, kernel.c, hosted.c) and of QEMU (emulator.c) as well: each file lists them, with where they are from.
 */
#include "hypervisor.h"

static volatile u64 timer_fired;
static struct operation operations[64] __attribute__((aligned(64)));

void guest_trap(u64 cause)
{
    CHECK(cause == (INTERRUPT | 5), 1100 + (cause & 63));
    hypercall(CALL_ACKNOWLEDGE_TIMER, 0, 0);
    END(12);
    timer_fired = 1;
}

#define SECTION(n, expression) do { \
    for (u64 i = 0; i < WARM_UP + WARM_SAMPLES; i++) { \
        if (i < WARM_UP) { expression; } else { BEGIN(n); expression; END(n); } \
    } } while (0)

#define NULL_CALLS(n, configuration) do { \
    hypercall(CALL_CONFIGURE, configuration, 0); \
    u64 count = 0; \
    SECTION(n, count = hypercall(CALL_NULL, count, 0)); \
    CHECK(count == WARM_UP + WARM_SAMPLES, n); \
    } while (0)

static inline __attribute__((always_inline)) u64 load_device(u64 address)
{
    int value;
    asm volatile("lw %0, 0(%1)" : "=r"(value) : "r"(address) : "memory");
    return (u64)value;
}

static inline __attribute__((always_inline)) void store_device(u64 address, u64 value)
{
    asm volatile("sw %0, 0(%1)" :: "r"(value), "r"(address) : "memory");
}

/* Stores, then loads: of the host, in the interrupt controller, what was stored before. */
static inline __attribute__((always_inline)) void access_host(const int n, u64 configuration)
{
    hypercall(CALL_CONFIGURE, configuration, 0);
    u64 stored = configuration * 1000;
    SECTION(n, store_device(HOST_DEVICE + HOST_TARGET, ++stored));
    CHECK(load_device(HOST_DEVICE + HOST_TARGET) == stored, n);
    u64 loaded = 0;
    SECTION(n + 1, loaded = load_device(HOST_DEVICE + HOST_TARGET));
    CHECK(loaded == stored, n + 1);
}

/* ... and of the process: the queue that was selected is seen by its size. The host has had as many accesses for it. */
static inline __attribute__((always_inline)) void access_process(const int n, u64 configuration)
{
    hypercall(CALL_CONFIGURE, configuration, 0);
    u64 before = hypercall(CALL_COUNT_ACCESSES, 1, 0);
    u64 stored = 0;
    SECTION(n, store_device(DEVICE + QUEUE_SELECT, ++stored & (QUEUES - 1)));
    CHECK(load_device(DEVICE + QUEUE_SIZE) == 64 + (stored & (QUEUES - 1)), n);
    u64 loaded = 0;
    SECTION(n + 1, loaded = load_device(DEVICE + DEVICE_NUMBER));
    CHECK(loaded == DEVICE_IS, n + 1);
    CHECK(hypercall(CALL_COUNT_ACCESSES, 1, 0) == before + 2 * (WARM_UP + WARM_SAMPLES) + 1, n + 1);
}

/* A sample begins at the guest's last look before the interrupt comes (each look begins it anew), and ends in its handler,
   behind the acknowledgement. */
static NOINLINE void inject_timer(void)
{
    hypercall(CALL_CONFIGURE, 0, 0);
    SET_CSR(sie, 0x20);
    SET_CSR(sstatus, STATUS_SIE);
    for (int i = 0; i < WARM_SAMPLES; i++) {
        timer_fired = 0;
        hypercall(CALL_ARM_TIMER, 20, 0);
        do {
            BEGIN(12);
        } while (!timer_fired);
    }
    CLEAR_CSR(sstatus, STATUS_SIE);
}

static inline __attribute__((always_inline)) void touch(const int n, u64 configuration, u64 first)
{
    hypercall(CALL_CONFIGURE, configuration, 0);
    volatile u64 *page = (volatile u64 *)(DEMAND + first * 4096);
    SECTION(n, *page = i; page += 512);
    page = (volatile u64 *)(DEMAND + first * 4096);
    for (u64 i = 0; i < WARM_UP + WARM_SAMPLES; i++, page += 512) {
        CHECK(*page == i && page[511] == 0, n);
    }
}

static inline __attribute__((always_inline)) void batch(const int n, u64 count)
{
    u64 before = hypercall(CALL_READ_TABLE, 0, 0);
    for (u64 i = 0; i < count; i++) {
        operations[i] = (struct operation) { 0, (u32)(i % TABLE), i + 1 };
    }
    SECTION(n, hypercall(CALL_BATCH, (u64)operations, count));
    CHECK(hypercall(CALL_READ_TABLE, 0, 0) == before + WARM_UP + WARM_SAMPLES, n);
}

void guest_main(u64 hart)
{
    (void)hart;
    measure_empty();
    NULL_CALLS(1, MINIMAL | ANSWER_QUICKLY);
    NULL_CALLS(19, MINIMAL);
    NULL_CALLS(3, MINIMAL | RELOAD_GUEST_CSRS);
    access_host(20, MINIMAL);
    NULL_CALLS(2, 0);
    access_host(4, 0);
    access_host(6, DECODE_FROM_CODE);
    access_process(8, 0);
    access_process(10, PROCESS_ISOLATED);
    inject_timer();
    touch(13, 0, 0);
    touch(14, ZERO_PAGES, 100);
    hypercall(CALL_CONFIGURE, 0, 0);
    batch(15, 1);
    batch(16, 8);
    batch(17, 64);
    /* Cold: the first exit after somebody else had the core. */
    for (int i = 0; i < COLD_SAMPLES; i++) {
        COLD();
        BEGIN(18);
        u64 one = hypercall(CALL_NULL, 0, 0);
        END(18);
        CHECK(one == 1, 18);
    }
    finish(0);
}

int main(u64 hart)
{
    if (hart != 0) {
        for (;;) { }
    }
    delegate_all(hart);
    become_supervisor();
    run_hypervisor(hart);
}
