/*
 * Loads over a footprint that no cache holds the page tables of: 16 GiB in pages of 4 KiB, whose leaf tables alone take
 * 32 MiB for each stage. A page is touched at random, by and large once, so the line with its entry comes from memory; upper
 * levels are met again and stay. Only entries that are touched are written, then all caches are emptied: what is left in them
 * is what the walks leave. Data are 64 frames, as in walks.c.
 */
#include "hot.h"

#define PAGES (4UL << 20)
#define GIBS 16UL
#define SPAN_AT (16 * GIB)
#define TABLES_AT (64 * GIB)      /* the guest's tables, in its memory */
#define TABLES (PAGES / 512)
#define GUEST_PAGES (TABLES + GIBS + 1)
#define FRAMES 64UL
#define HOST_LEAF (PTE_RW | PTE_U)
#define IN_SUPERVISOR (1UL << 11)
#define IN_GUEST (1UL << 11 | 1UL << 39)
#define STATUS_SUM (1UL << 18)
#define ACCESSES 64
#define WARM_UP_ACCESSES 2048
#define ALL_ACCESSES (WARM_UP_ACCESSES + WARM_SAMPLES * ACCESSES)

u64 run_in(u64 mode, u64 (*function)(u64), u64 argument);

static PAGE u64 frames[FRAMES][512];
static PAGE u64 native_root[512];
static u64 host_root[2048] __attribute__((aligned(16384)));
/* From the span to frames: of the host, and by itself where there is no guest. */
static PAGE u64 host_1[GIBS * 512];
static PAGE u64 host_0[PAGES];
static PAGE u64 host_tables_1[512];
static PAGE u64 host_tables_0[(GUEST_PAGES + 511) / 512 * 512];

/* From the guest's addresses to the same guest-physical ones. */
static struct {
    u64 root[512];
    u64 level_1[GIBS * 512];
    u64 level_0[PAGES];
} guest PAGE;

static inline u64 next(u64 state)
{
    return state * 6364136223846793005UL + 1442695040888963407UL;
}

static inline u64 page_of(u64 state)
{
    return (state >> 33) & (PAGES - 1);
}

static void point(u64 *entries, u64 tables, u64 count)
{
    for (u64 i = 0; i < count; i++) {
        entries[i] = PTE_TO(tables + i * 4096, PTE_V);
    }
}

static void build_tables(void)
{
    u64 code = RAM / GIB;
    u64 span = SPAN_AT / GIB;
    for (u64 frame = 0; frame < FRAMES; frame++) {
        for (u64 line = 0; line < 64; line++) {
            frames[frame][line * 8] = frame << 8 | line;
        }
    }
    native_root[code] = guest.root[code] = PTE_TO(RAM, PTE_RWX);
    host_root[code] = PTE_TO(RAM, PTE_RWX | PTE_U);
    point(native_root + span, (u64)host_1, GIBS);
    point(host_root + span, (u64)host_1, GIBS);
    point(host_1, (u64)host_0, TABLES);
    point(host_root + TABLES_AT / GIB, (u64)host_tables_1, 1);
    point(host_tables_1, (u64)host_tables_0, (GUEST_PAGES + 511) / 512);
    for (u64 i = 0; i < GUEST_PAGES; i++) {
        host_tables_0[i] = PTE_TO((u64)&guest + i * 4096, HOST_LEAF);
    }
    u64 offset = TABLES_AT - (u64)&guest;
    point(guest.root + span, (u64)guest.level_1 + offset, GIBS);
    point(guest.level_1, (u64)guest.level_0 + offset, TABLES);
}

/* The entries of all pages that a walk from this seed touches. */
static void map_touched(u64 state)
{
    for (int i = 0; i < ALL_ACCESSES; i++) {
        state = next(state);
        u64 v = page_of(state);
        guest.level_0[v] = PTE_TO(SPAN_AT + v * 4096, PTE_RW);
        host_0[v] = PTE_TO(frames[v % FRAMES], HOST_LEAF);
    }
}

struct chase {
    u64 state;
    u64 wrong;
};

/* Line (v / 64) % 64 of page v; its value decides where the next load goes. */
static inline __attribute__((always_inline)) void chase(struct chase *c, int count)
{
    u64 state = c->state;
    u64 wrong = c->wrong;
    for (int i = 0; i < count; i++) {
        state = next(state);
        u64 v = page_of(state);
        u64 line = v / FRAMES % 64;
        u64 difference = *(volatile u64 *)(SPAN_AT + v * 4096 + line * 64) ^ (v % FRAMES << 8 | line);
        wrong |= difference;
        state += difference;
    }
    c->state = state;
    c->wrong = wrong;
}

#define WALK(name, n) \
    static NOINLINE u64 name(u64 seed) \
    { \
        struct chase c = { seed, 0 }; \
        COLD(); \
        chase(&c, WARM_UP_ACCESSES); \
        for (int i = 0; i < WARM_SAMPLES; i++) { \
            BEGIN(n); \
            chase(&c, ACCESSES); \
            END(n); \
        } \
        return c.wrong; \
    }

WALK(native, 1)
WALK(nested, 2)

int main(u64 hart)
{
    if (hart != 0) {
        for (;;) { }
    }
    measure_empty();
    build_tables();
    map_touched(1);
    map_touched(2);
    SET_CSR(mstatus, STATUS_SUM); /* the host's leaves are the guest's to use, so marked as user pages */
    WRITE_CSR(satp, SV39(native_root));
    asm volatile("sfence.vma" ::: "memory");
    CHECK(run_in(IN_SUPERVISOR, native, 1) == 0, 1);
    WRITE_CSR(satp, 0);
    WRITE_CSR(vsatp, SV39((u64)guest.root - (u64)&guest + TABLES_AT));
    WRITE_CSR(hgatp, SV39(host_root));
    asm volatile("hfence.vvma; hfence.gvma" ::: "memory");
    CHECK(run_in(IN_GUEST, nested, 2) == 0, 2);
    finish(0);
}
