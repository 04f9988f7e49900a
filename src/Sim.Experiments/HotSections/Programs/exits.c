/* What leaving a guest costs, by what is done outside. The guest is this program's; the hypervisor is hypervisor.c. */
#include "hypervisor.h"

#define DEVICE_STORE(value) asm volatile("sw %0, 0(%1)" :: "r"(value), "r"(DEVICE) : "memory")

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

static inline u64 load_device(u64 offset)
{
    int value;
    asm volatile("lw %0, 0(%1)" : "=r"(value) : "r"(DEVICE + offset) : "memory");
    return (u64)value;
}

/* Stores, then loads. */
static inline __attribute__((always_inline)) void access_device(const int n, u64 configuration)
{
    static u64 reads;
    hypercall(CALL_CONFIGURE, configuration, 0);
    u64 stored = configuration * 1000;
    SECTION(n, DEVICE_STORE(++stored));
    CHECK(load_device(0) == stored, n);
    u64 loaded = 0;
    SECTION(n + 1, loaded = load_device(8); reads++);
    CHECK(loaded == reads, n + 1);
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
    NULL_CALLS(1, ANSWER_QUICKLY);
    NULL_CALLS(2, 0);
    NULL_CALLS(3, RELOAD_GUEST_CSRS);
    access_device(4, 0);
    access_device(6, DECODE_FROM_CODE);
    access_device(8, DEVICE_IN_USER);
    access_device(10, DEVICE_IN_PROCESS);
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
