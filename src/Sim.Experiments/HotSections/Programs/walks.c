/*
 * Loads whose translation is in no TLB: random over far more pages than a TLB holds, each by the value of the one before.
 * 4-KiB pages span 256 MiB, 2-MiB pages 8 GiB. All are mapped onto the same 64 frames, so that what differs is translation
 * alone; the tables are whole, not shared. A guest's tables lie in guest memory that is mapped in the host's size of page, so
 * that each reference to them takes a walk of the second stage as long as any. Section 1 does the same without translation.
 */
#include "hot.h"

#define SMALL 65536UL             /* pages of 4 KiB: 256 MiB */
#define LARGE 4096UL              /* pages of 2 MiB: 8 GiB */
#define LARGE_NEAR 128UL          /* pages of 2 MiB: 256 MiB */
#define SMALL_AT (16 * GIB)
#define LARGE_AT (32 * GIB)
#define TABLES_AT (8 * GIB)       /* a guest's tables, in its memory */
#define TABLE_PAGES 512UL         /* 2 MiB of them */
#define FRAMES 64UL
#define LEAF (PTE_RW)
#define HOST_LEAF (PTE_RW | PTE_U)
#define IN_SUPERVISOR (1UL << 11)
#define IN_GUEST (1UL << 11 | 1UL << 39)
#define ACCESSES 64
#define WARM_UP_ACCESSES 2048

u64 run_in(u64 mode, u64 (*function)(u64), u64 argument);

static u64 frames[FRAMES * 512] __attribute__((aligned(2 * MIB)));
static u64 own_root[512] __attribute__((aligned(4096)));
static u64 fine_root[2048] __attribute__((aligned(16384)));
static u64 coarse_root[2048] __attribute__((aligned(16384)));
static u64 own_small_1[512] __attribute__((aligned(4096)));
static u64 fine_small_1[512] __attribute__((aligned(4096)));
static u64 coarse_small_1[512] __attribute__((aligned(4096)));
static u64 own_large_1[LARGE] __attribute__((aligned(4096)));
static u64 coarse_large_1[LARGE] __attribute__((aligned(4096)));
static u64 fine_large_1[LARGE] __attribute__((aligned(4096)));
static u64 own_small_0[SMALL] __attribute__((aligned(4096)));
static u64 fine_small_0[SMALL] __attribute__((aligned(4096)));
static u64 fine_large_0[LARGE * 512] __attribute__((aligned(4096)));
static u64 fine_tables_1[512] __attribute__((aligned(4096)));
static u64 coarse_tables_1[512] __attribute__((aligned(4096)));
static u64 fine_tables_0[TABLE_PAGES] __attribute__((aligned(4096)));

/* All tables of the guest, in one page of 2 MiB. */
static struct {
    u64 root[512];
    u64 spread_root[512];
    u64 small_1[512];
    u64 spread_small_1[512];
    u64 large_1[LARGE];
    u64 small_0[SMALL];
    u64 spread_small_0[SMALL];
} guest __attribute__((aligned(2 * MIB)));

static u64 guest_physical(const u64 *table)
{
    return (u64)table - (u64)&guest + TABLES_AT;
}

static void point(u64 *entries, u64 tables, u64 count)
{
    for (u64 i = 0; i < count; i++) {
        entries[i] = PTE_TO(tables + i * 4096, PTE_V);
    }
}

static void point_at_tables(void)
{
    u64 small = SMALL_AT / GIB;
    u64 large = LARGE_AT / GIB;
    u64 tables = TABLES_AT / GIB;
    point(own_root + small, (u64)own_small_1, 1);
    point(fine_root + small, (u64)fine_small_1, 1);
    point(coarse_root + small, (u64)coarse_small_1, 1);
    point(own_root + large, (u64)own_large_1, LARGE / 512);
    point(coarse_root + large, (u64)coarse_large_1, LARGE / 512);
    point(fine_root + large, (u64)fine_large_1, LARGE / 512);
    point(fine_root + tables, (u64)fine_tables_1, 1);
    point(coarse_root + tables, (u64)coarse_tables_1, 1);
    point(own_small_1, (u64)own_small_0, SMALL / 512);
    point(fine_small_1, (u64)fine_small_0, SMALL / 512);
    point(fine_large_1, (u64)fine_large_0, LARGE);
    point(fine_tables_1, (u64)fine_tables_0, 1);
    point(guest.root + small, guest_physical(guest.small_1), 1);
    point(guest.spread_root + small, guest_physical(guest.spread_small_1), 1);
    point(guest.root + large, guest_physical(guest.large_1), LARGE / 512);
    point(guest.small_1, guest_physical(guest.small_0), SMALL / 512);
    point(guest.spread_small_1, guest_physical(guest.spread_small_0), SMALL / 512);
}

/* own: addresses to frames. guest: addresses to as many guest-physical ones; fine and coarse: those to frames, in pages of
   4 KiB and 2 MiB. spread: small pages to one 2-MiB guest-physical page each 512, at the offsets that the frames have. */
static void build_tables(void)
{
    for (u64 i = 0; i < FRAMES * 512; i += 8) {
        frames[i] = i / 512 << 8 | (i / 8 & 63);
    }
    u64 code = RAM / GIB;
    own_root[code] = guest.root[code] = guest.spread_root[code] = PTE_TO(RAM, PTE_RWX);
    fine_root[code] = coarse_root[code] = PTE_TO(RAM, PTE_RWX | PTE_U);
    point_at_tables();
    coarse_tables_1[0] = PTE_TO(&guest, HOST_LEAF);
    for (u64 i = 0; i < TABLE_PAGES; i++) {
        fine_tables_0[i] = PTE_TO((u64)&guest + i * 4096, HOST_LEAF);
    }
    for (u64 i = 0; i < SMALL; i++) {
        u64 *frame = frames + i % FRAMES * 512;
        own_small_0[i] = PTE_TO(frame, LEAF);
        fine_small_0[i] = PTE_TO(frame, HOST_LEAF);
        guest.small_0[i] = PTE_TO(SMALL_AT + i * 4096, LEAF);
        guest.spread_small_0[i] = PTE_TO(SMALL_AT + i / 512 * 2 * MIB + i % FRAMES * 4096, LEAF);
    }
    for (u64 i = 0; i < SMALL / 512; i++) {
        coarse_small_1[i] = PTE_TO(frames, HOST_LEAF);
    }
    for (u64 i = 0; i < LARGE; i++) {
        own_large_1[i] = PTE_TO(frames, LEAF);
        guest.large_1[i] = PTE_TO(LARGE_AT + i * 2 * MIB, LEAF);
        coarse_large_1[i] = PTE_TO(frames, HOST_LEAF);
        fine_large_0[i * 512 + i % FRAMES] = PTE_TO(frames + i % FRAMES * 512, HOST_LEAF);
    }
}

struct chase {
    u64 state;
    u64 wrong;
};

/* Where page v is: base + (v << shift), and for large pages its frame behind that; line (v / 64) % 64 of it is read.
   A shift of 0 is for the frames by themselves. */
static inline __attribute__((always_inline)) void chase(struct chase *c, u64 base, const u64 pages, const int shift, const int framed, int count)
{
    u64 state = c->state;
    u64 wrong = c->wrong;
    for (int i = 0; i < count; i++) {
        state = state * 6364136223846793005UL + 1442695040888963407UL;
        u64 v = (state >> 33) & (pages - 1);
        u64 line = v / FRAMES % 64;
        u64 address = base + (shift == 0 ? 0 : v << shift) + (framed ? v % FRAMES * 4096 : 0) + line * 64;
        u64 difference = *(volatile u64 *)address ^ (v % FRAMES << 8 | line);
        wrong |= difference;
        state += difference;
    }
    c->state = state;
    c->wrong = wrong;
}

/* So that the first section does not find them colder than the others do. */
static NOINLINE void touch_frames(void)
{
    for (u64 i = 0; i < FRAMES * 512; i += 8) {
        (void)((volatile u64 *)frames)[i];
    }
}

#define WALK(name, n, base, pages, shift, framed) \
    static NOINLINE u64 name(u64 seed) \
    { \
        struct chase c = { seed, 0 }; \
        touch_frames(); \
        chase(&c, base, pages, shift, framed, WARM_UP_ACCESSES); \
        for (int i = 0; i < WARM_SAMPLES; i++) { \
            BEGIN(n); \
            chase(&c, base, pages, shift, framed, ACCESSES); \
            END(n); \
        } \
        return c.wrong; \
    }

#define WALK_SMALL(name, n) WALK(name, n, SMALL_AT, SMALL, 12, 0)
#define WALK_LARGE(name, n) WALK(name, n, LARGE_AT, LARGE, 21, 1)
#define WALK_NEAR(name, n) WALK(name, n, LARGE_AT, LARGE_NEAR, 21, 1)

WALK(bare, 1, (u64)frames, SMALL, 0, 1)
WALK_SMALL(native_small, 2)
WALK_LARGE(native_large, 3)
WALK_SMALL(small_on_small, 4)
WALK_SMALL(small_on_large, 5)
WALK_LARGE(large_on_small, 6)
WALK_LARGE(large_on_large, 7)
WALK_SMALL(shadow_small, 8)
WALK_LARGE(shadow_large, 9)
WALK_NEAR(native_near, 10)
WALK_NEAR(large_on_large_near, 11)

static void in_supervisor(u64 root, u64 (*walk)(u64), u64 code)
{
    WRITE_CSR(satp, root);
    asm volatile("sfence.vma" ::: "memory");
    CHECK(run_in(IN_SUPERVISOR, walk, code) == 0, code);
    WRITE_CSR(satp, 0);
}

static void in_guest(u64 root, u64 host_root, u64 (*walk)(u64), u64 code)
{
    WRITE_CSR(vsatp, root);
    WRITE_CSR(hgatp, host_root);
    asm volatile("hfence.vvma; hfence.gvma" ::: "memory");
    CHECK(run_in(IN_GUEST, walk, code) == 0, code);
}

int main(u64 hart)
{
    if (hart != 0) {
        for (;;) { }
    }
    measure_empty();
    build_tables();
    in_supervisor(0, bare, 1);
    in_supervisor(SV39(own_root), native_small, 2);
    in_supervisor(SV39(own_root), native_large, 3);
    in_guest(SV39(guest_physical(guest.root)), SV39(fine_root), small_on_small, 4);
    in_guest(SV39(guest_physical(guest.spread_root)), SV39(coarse_root), small_on_large, 5);
    in_guest(SV39(guest_physical(guest.root)), SV39(fine_root), large_on_small, 6);
    in_guest(SV39(guest_physical(guest.root)), SV39(coarse_root), large_on_large, 7);
    in_guest(SV39(own_root), 0, shadow_small, 8);
    in_guest(SV39(own_root), 0, shadow_large, 9);
    in_supervisor(SV39(own_root), native_near, 10);
    in_guest(SV39(guest_physical(guest.root)), SV39(coarse_root), large_on_large_near, 11);
    finish(0);
}
