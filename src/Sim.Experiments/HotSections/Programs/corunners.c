/*
 * What neighbours on other cores do to a core through the last-level cache and memory that all share. Hart 0 goes through a
 * set of lines in an order without rhyme, each load by what the one before found; meanwhile 0, 1 or 3 other harts read through
 * 40 MiB each, a load a line. One set, 2 MiB, is more than a core's own caches hold, and less than a server's last level; the
 * other, 64 KiB, is the same for small cores. Harts that have nothing to do ask a device register, which no cache sees.
 */
#include "hot.h"

#define LINE 64UL
#define LARGE (2 * MIB)
#define SMALL (64UL << 10)
#define STREAM (40 * MIB)
#define MOST 3
#define ACCESSES 256
#define SMALL_WARM_UP 16UL        /* times through the small set */

struct line {
    struct line *next;
    u64 number;
    u64 unused[6];
};

static struct line lines[LARGE / LINE] __attribute__((aligned(4096)));
static u64 streams[MOST][STREAM / 8] __attribute__((aligned(4096)));
static volatile u64 streaming __attribute__((aligned(64)));
static volatile u64 resting[MOST][8] __attribute__((aligned(64)));

/* One cycle through the first lines: Sattolo 1986. */
static void arrange(u64 count)
{
    u64 seed = 1;
    for (u64 i = 0; i < count; i++) {
        lines[i].number = i;
    }
    for (u64 i = count - 1; i > 0; i--) {
        seed = seed * 6364136223846793005UL + 1442695040888963407UL;
        u64 j = (seed >> 33) % i;
        u64 number = lines[i].number;
        lines[i].number = lines[j].number;
        lines[j].number = number;
    }
    for (u64 i = 0; i < count; i++) {
        lines[lines[i].number].next = &lines[lines[i + 1 == count ? 0 : i + 1].number];
    }
}

static inline struct line *follow(struct line *at, u64 count)
{
    for (u64 i = 0; i < count; i++) {
        at = at->next;
    }
    asm volatile("" :: "r"(at) : "memory");
    return at;
}

/* Until it is told to stop, asking every 64 lines. */
static NOINLINE void stream(u64 hart)
{
    const u64 *begin = streams[hart - 1];
    while (__atomic_load_n(&streaming, __ATOMIC_ACQUIRE) >= hart) {
        for (u64 i = 0; i < STREAM / 8 && __atomic_load_n(&streaming, __ATOMIC_RELAXED) >= hart; i += 512) {
            const u64 *p = begin + i;
            for (int k = 0; k < 512; k += 64) {
                asm volatile("ld x0, 0(%0); ld x0, 64(%0); ld x0, 128(%0); ld x0, 192(%0); "
                    "ld x0, 256(%0); ld x0, 320(%0); ld x0, 384(%0); ld x0, 448(%0)" :: "r"(p + k));
            }
        }
    }
}

static _Noreturn void help(u64 hart)
{
    for (;;) {
        while (SOFTWARE_INTERRUPT(hart) == 0) { }
        if (hart <= MOST && __atomic_load_n(&streaming, __ATOMIC_ACQUIRE) >= hart) {
            resting[hart - 1][0] = 0;
            stream(hart);
            SOFTWARE_INTERRUPT(hart) = 0;
            __atomic_store_n(&resting[hart - 1][0], 1, __ATOMIC_RELEASE);
        }
    }
}

static void start(u64 count)
{
    __atomic_store_n(&streaming, count, __ATOMIC_RELEASE);
    for (u64 hart = 1; hart <= count; hart++) {
        SOFTWARE_INTERRUPT(hart) = 1;
        while (__atomic_load_n(&resting[hart - 1][0], __ATOMIC_ACQUIRE) != 0) { }
    }
}

static void stop(u64 count)
{
    __atomic_store_n(&streaming, 0, __ATOMIC_RELEASE);
    for (u64 hart = 1; hart <= count; hart++) {
        while (__atomic_load_n(&resting[hart - 1][0], __ATOMIC_ACQUIRE) == 0) { }
    }
}

#define BESIDE(n, neighbours, count, warm_up) do { \
    if (harts > (neighbours)) { \
        start(neighbours); \
        struct line *at = follow(lines, (warm_up) * (count)); \
        CHECK(at == lines, n); \
        for (int i = 0; i < WARM_SAMPLES; i++) { \
            BEGIN(n); \
            at = follow(at, ACCESSES); \
            END(n); \
        } \
        CHECK(at == follow(lines, WARM_SAMPLES * ACCESSES % (count)), n); \
        stop(neighbours); \
    } } while (0)

int main(u64 hart)
{
    if (hart != 0) {
        help(hart);
    }
    u64 harts = count_harts();
    for (u64 i = 0; i < MOST; i++) {
        resting[i][0] = 1;
    }
    measure_empty();
    arrange(SMALL / LINE);
    BESIDE(1, 0, SMALL / LINE, SMALL_WARM_UP);
    BESIDE(2, 1, SMALL / LINE, SMALL_WARM_UP);
    BESIDE(3, 3, SMALL / LINE, SMALL_WARM_UP);
    arrange(LARGE / LINE);
    BESIDE(4, 0, LARGE / LINE, 1UL);
    BESIDE(5, 1, LARGE / LINE, 1UL);
    BESIDE(6, 3, LARGE / LINE, 1UL);
    finish(0);
}
