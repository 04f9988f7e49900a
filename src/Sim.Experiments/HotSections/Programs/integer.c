/*
 * A small integer program, of the kind that CoreMark is of (lists, matrices, a state machine, checksums; own code): once in HS
 * mode under Sv39, once as a guest under Sv39 and Sv39x4, everything in pages of 4 KiB. Its parts lie in pages of their own, as
 * the 12 KiB of CoreMark's code take several; its data are 2 KiB and a stack. In a TLB's reach both runs cost the same.
 */
#include "hot.h"

#define ITEMS 32
#define SIDE 9
#define TEXT 512
#define SMALL_PAGES 512UL         /* 2 MiB: the whole program */
#define SAMPLES 40
#define WARM_UP_RUNS 24
#define IN_SUPERVISOR (1UL << 11)
#define IN_GUEST (1UL << 11 | 1UL << 39)

u64 run_in(u64 mode, u64 (*function)(u64), u64 argument);

struct item {
    struct item *next;
    u32 key;
    u32 value;
};

static PAGE u64 own_root[512];
static PAGE u64 own_1[512];
static PAGE u64 own_0[SMALL_PAGES];
static u64 host_root[2048] __attribute__((aligned(16384)));
static PAGE u64 host_1[512];
static PAGE u64 host_0[SMALL_PAGES];

static PAGE struct {
    struct item items[ITEMS];
    short a[SIDE * SIDE];
    short b[SIDE * SIDE];
    int c[SIDE * SIDE];
    char text[TEXT];
} data;

static NOINLINE PAGE u32 checksum(u32 value, u32 crc)
{
    for (int bit = 0; bit < 16; bit++) {
        u32 differs = (value ^ crc) & 1;
        value >>= 1;
        crc >>= 1;
        if (differs) {
            crc ^= 0xA001;
        }
    }
    return crc;
}

/* Insertion into an ordered list, item by item. */
static NOINLINE u32 sort(struct item **list)
{
    struct item *sorted = 0;
    u32 steps = 0;
    for (struct item *item = *list; item != 0;) {
        struct item *rest = item->next;
        struct item **at = &sorted;
        while (*at != 0 && (*at)->key < item->key) {
            at = &(*at)->next;
            steps++;
        }
        item->next = *at;
        *at = item;
        item = rest;
    }
    *list = sorted;
    return steps;
}

static NOINLINE PAGE u32 use_list(u32 seed)
{
    for (u32 i = 0; i < ITEMS; i++) {
        data.items[i].next = i + 1 < ITEMS ? &data.items[i + 1] : 0;
        data.items[i].key = (i * 29 + seed) % 61;
        data.items[i].value = i;
    }
    struct item *list = data.items;
    u32 crc = checksum(sort(&list), 0);
    for (struct item *item = list; item != 0; item = item->next) {
        crc = checksum(item->key << 5 ^ item->value, crc);
    }
    return crc;
}

static NOINLINE PAGE u32 use_matrices(u32 seed)
{
    for (int i = 0; i < SIDE * SIDE; i++) {
        data.a[i] = (short)(i * 31 + (int)seed);
        data.b[i] = (short)(i * 17 - (int)seed);
    }
    u32 crc = 0;
    for (int i = 0; i < SIDE; i++) {
        int sum = 0;
        for (int j = 0; j < SIDE; j++) {
            data.c[i * SIDE + j] = 0;
            for (int k = 0; k < SIDE; k++) {
                data.c[i * SIDE + j] += data.a[i * SIDE + k] * data.b[k * SIDE + j];
            }
            sum += data.c[i * SIDE + j] >> 3;
        }
        crc = checksum((u32)sum, crc);
    }
    return crc;
}

/* Numbers between commas: whole, with a fraction, or wrong. */
static NOINLINE PAGE u32 use_text(u32 seed)
{
    u32 counts[4] = { 0, 0, 0, 0 };
    u32 state = 0;
    for (u32 i = 0; i < TEXT; i++) {
        char c = data.text[i];
        if (c == ',') {
            counts[state]++;
            state = 0;
        } else if (c >= '0' && c <= '9') {
            state = state == 0 ? 1 : state;
        } else if (c == '.' && state < 2) {
            state = 2;
        } else {
            state = 3;
        }
    }
    u32 crc = seed & 0xFFFF;
    for (int i = 0; i < 4; i++) {
        crc = checksum(counts[i], crc);
    }
    return crc;
}

static void fill_text(void)
{
    static const char letters[17] = "12,3.45,6x7,.89,";
    for (u32 i = 0; i < TEXT; i++) {
        data.text[i] = letters[(i * 7 + i / 16) & 15];
    }
}

static NOINLINE PAGE u32 once(u32 seed)
{
    u32 crc = 0;
    crc = checksum(use_list(seed), crc);
    crc = checksum(use_matrices(seed), crc);
    crc = checksum(use_text(seed), crc);
    return crc;
}

/* Each time the same, as benchmarks do. */
#define RUNS(name, n) \
    static NOINLINE u64 name(u64 seed) \
    { \
        u32 crc = 0; \
        for (int i = 0; i < WARM_UP_RUNS; i++) { \
            crc = once((u32)seed); \
        } \
        for (int i = 0; i < SAMPLES; i++) { \
            BEGIN(n); \
            crc = once((u32)seed); \
            END(n); \
        } \
        return crc; \
    }

RUNS(native, 1)
RUNS(guest, 2)

static void build_tables(void)
{
    u64 code = RAM / GIB;
    own_root[code] = PTE_TO(own_1, PTE_V);
    own_1[0] = PTE_TO(own_0, PTE_V);
    host_root[code] = PTE_TO(host_1, PTE_V);
    host_1[0] = PTE_TO(host_0, PTE_V);
    for (u64 i = 0; i < SMALL_PAGES; i++) {
        own_0[i] = PTE_TO(RAM + i * 4096, PTE_RWX);
        host_0[i] = PTE_TO(RAM + i * 4096, PTE_RWX | PTE_U);
    }
}

int main(u64 hart)
{
    if (hart != 0) {
        for (;;) { }
    }
    measure_empty();
    build_tables();
    fill_text();
    u64 expected = once(11);
    WRITE_CSR(satp, SV39(own_root));
    asm volatile("sfence.vma" ::: "memory");
    CHECK(run_in(IN_SUPERVISOR, native, 11) == expected, 1);
    WRITE_CSR(satp, 0);
    WRITE_CSR(vsatp, SV39(own_root));
    WRITE_CSR(hgatp, SV39(host_root));
    asm volatile("hfence.vvma; hfence.gvma" ::: "memory");
    CHECK(run_in(IN_GUEST, guest, 11) == expected, 2);
    finish(0);
}
