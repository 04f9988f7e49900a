/*
 * A descriptor ring as virtio has it (Virtual I/O Device 1.2, "Split Virtqueues"): the driver fills descriptors and makes
 * them available, the device takes them and gives them back as used, the driver collects. On one hart in batches, on two
 * one after the other and with several under way.
 */
#include "hot.h"

#define SIZE 256
#define BUFFER 64

struct descriptor {
    u64 address;
    u32 length;
    u16 flags;
    u16 next;
};

struct available {
    volatile u16 flags;
    volatile u16 index;
    u16 ring[SIZE];
};

struct used {
    volatile u16 flags;
    volatile u16 index;
    struct { u32 id; u32 length; } ring[SIZE];
};

static PAGE struct descriptor descriptors[SIZE];
static struct available available __attribute__((aligned(64)));
static struct used used __attribute__((aligned(64)));
static u64 buffers[SIZE][BUFFER / 8] __attribute__((aligned(64)));
static u16 offered __attribute__((aligned(64)));
static u16 collected;
static u64 sum;
static u64 sum_sent;
static u16 taken __attribute__((aligned(64)));
static u64 sum_taken;
static volatile u64 device_runs __attribute__((aligned(64)));
static volatile u64 device_done __attribute__((aligned(64)));

static inline void offer(u64 value)
{
    u16 id = offered % SIZE;
    buffers[id][0] = value;
    sum_sent += value;
    descriptors[id].address = (u64)buffers[id];
    descriptors[id].length = BUFFER;
    descriptors[id].flags = 2; /* VIRTQ_DESC_F_WRITE */
    available.ring[id] = id;
    offered++;
    __atomic_thread_fence(__ATOMIC_RELEASE);
    available.index = offered;
}

/* The device: what it takes it answers with its complement. */
static inline int serve(void)
{
    u16 until = available.index;
    if (until == taken) {
        return 0;
    }
    __atomic_thread_fence(__ATOMIC_ACQUIRE);
    while (taken != until) {
        u16 id = available.ring[taken % SIZE];
        u64 *buffer = (u64 *)descriptors[id].address;
        sum_taken += buffer[0];
        buffer[0] = ~buffer[0];
        used.ring[taken % SIZE].id = id;
        used.ring[taken % SIZE].length = descriptors[id].length;
        taken++;
    }
    __atomic_thread_fence(__ATOMIC_RELEASE);
    used.index = taken;
    return 1;
}

static inline void collect(void)
{
    u16 until = used.index;
    __atomic_thread_fence(__ATOMIC_ACQUIRE);
    while (collected != until) {
        sum += ~buffers[used.ring[collected % SIZE].id][0];
        collected++;
    }
}

static NOINLINE void batch_alone(int count)
{
    for (int i = 0; i < count; i++) {
        offer((u64)i * 3 + 1);
    }
    serve();
    collect();
}

static NOINLINE void batch_together(int count)
{
    for (int i = 0; i < count; i++) {
        offer((u64)i * 5 + 1);
    }
    while (collected != offered) {
        collect();
    }
}

#define SECTION(n, expression) do { \
    for (int i = -WARM_UP; i < WARM_SAMPLES; i++) { \
        if (i < 0) { expression; } else { BEGIN(n); expression; END(n); } \
        CHECK(collected == offered && sum == sum_sent, n); \
    } } while (0)

int main(u64 hart)
{
    if (hart == 1) {
        while (device_runs == 0) { }
        while (device_runs == 1) {
            serve();
        }
        device_done = 1;
    }
    if (hart != 0) {
        for (;;) { }
    }
    measure_empty();
    SECTION(1, batch_alone(1));
    SECTION(2, batch_alone(16));
    SECTION(3, batch_alone(64));
    if (count_harts() > 1) {
        device_runs = 1;
        SECTION(4, batch_together(1));
        SECTION(5, batch_together(16));
        SECTION(6, batch_together(64));
        device_runs = 2;
        while (device_done == 0) { }
    }
    CHECK(sum_taken == sum_sent, 100);
    finish(0);
}
