/* The switch between two threads: integer registers that calls keep, all registers, each without and with floating point. */
#include "hot.h"

struct context {
    u64 x[32];
    u64 f[32];
    u64 fcsr;
};

void switch_kept(struct context *from, struct context *to);
void switch_kept_float(struct context *from, struct context *to);
void switch_all(struct context *from, struct context *to);
void switch_all_float(struct context *from, struct context *to);

static struct context contexts[2];
static u64 stacks[2][512] __attribute__((aligned(16)));
static u64 turns;

#define THREAD(name, how) \
    static void name(void) \
    { \
        register double kept asm("fs0") = 2.5; \
        for (;;) { \
            turns++; \
            asm volatile("fadd.d %0, %0, %0" : "+f"(kept)); \
            how(&contexts[1], &contexts[0]); \
        } \
    }

THREAD(kept_thread, switch_kept)
THREAD(kept_float_thread, switch_kept_float)
THREAD(all_thread, switch_all)
THREAD(all_float_thread, switch_all_float)

static void prepare(void (*thread)(void))
{
    contexts[1].x[1] = (u64)thread;
    contexts[1].x[2] = (u64)(stacks[1] + 512);
    turns = 0;
}

/* There and back: two switches a sample. */
#define SECTION(n, how, thread, keeps) do { \
    prepare(thread); \
    register double kept asm("fs0") = 1.5; \
    asm volatile("" : "+f"(kept)); \
    for (int i = -WARM_UP; i < WARM_SAMPLES; i++) { \
        if (i < 0) { how(&contexts[0], &contexts[1]); } else { BEGIN(n); how(&contexts[0], &contexts[1]); END(n); } \
    } \
    double now; \
    asm volatile("fmv.d %0, fs0" : "=f"(now)); \
    CHECK(turns == WARM_SAMPLES + WARM_UP, n); \
    CHECK(!(keeps) || now == 1.5, n); \
    } while (0)

int main(u64 hart)
{
    if (hart != 0) {
        for (;;) { }
    }
    measure_empty();
    SECTION(1, switch_kept, kept_thread, 0);
    SECTION(2, switch_kept_float, kept_float_thread, 1);
    SECTION(3, switch_all, all_thread, 0);
    SECTION(4, switch_all_float, all_float_thread, 1);
    finish(0);
}
