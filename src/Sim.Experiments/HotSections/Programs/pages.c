/* What a hypervisor does with whole pages: zero, copy, compare, hash. */
#include "hot.h"

#define WORDS 512

static PAGE u64 source[WORDS];
static PAGE u64 target[WORDS];
static PAGE u64 other[WORDS];
static u32 crc_table[8][256];

static NOINLINE void zero(u64 *page)
{
    for (int i = 0; i < WORDS; i += 8) {
        page[i] = page[i + 1] = page[i + 2] = page[i + 3] = 0;
        page[i + 4] = page[i + 5] = page[i + 6] = page[i + 7] = 0;
    }
}

static NOINLINE void copy(u64 *to, const u64 *from)
{
    for (int i = 0; i < WORDS; i += 8) {
        u64 a = from[i], b = from[i + 1], c = from[i + 2], d = from[i + 3];
        u64 e = from[i + 4], f = from[i + 5], g = from[i + 6], h = from[i + 7];
        to[i] = a, to[i + 1] = b, to[i + 2] = c, to[i + 3] = d;
        to[i + 4] = e, to[i + 5] = f, to[i + 6] = g, to[i + 7] = h;
    }
}

/* The first word in which the pages differ; WORDS where they are equal. */
static NOINLINE int compare(const u64 *a, const u64 *b)
{
    int i = 0;
    while (i < WORDS && a[i] == b[i]) {
        i++;
    }
    return i;
}

/* Fowler, Noll, Vo: 64-bit FNV-1a. */
static NOINLINE u64 fnv(const u8 *p, u64 length)
{
    u64 hash = 0xcbf29ce484222325UL;
    for (u64 i = 0; i < length; i++) {
        hash = (hash ^ p[i]) * 0x100000001b3UL;
    }
    return hash;
}

#define PRIME1 0x9E3779B185EBCA87UL
#define PRIME2 0xC2B2AE3D27D4EB4FUL
#define PRIME3 0x165667B19E3779F9UL
#define PRIME4 0x85EBCA77C2B2AE63UL

static inline u64 rotate(u64 x, int by) { return x << by | x >> (64 - by); }

/* xxHash64 (xxhash.com, specification 0.1.1) of a multiple of 32 bytes, seed 0. */
static NOINLINE u64 xxhash(const u64 *p, u64 words)
{
    u64 lane[4] = { PRIME1 + PRIME2, PRIME2, 0, -PRIME1 };
    for (u64 i = 0; i < words; i += 4) {
        for (int k = 0; k < 4; k++) {
            lane[k] = rotate(lane[k] + p[i + k] * PRIME2, 31) * PRIME1;
        }
    }
    u64 hash = rotate(lane[0], 1) + rotate(lane[1], 7) + rotate(lane[2], 12) + rotate(lane[3], 18);
    for (int k = 0; k < 4; k++) {
        hash = (hash ^ rotate(lane[k] * PRIME2, 31) * PRIME1) * PRIME1 + PRIME4;
    }
    hash += words * 8;
    hash = (hash ^ hash >> 33) * PRIME2;
    hash = (hash ^ hash >> 29) * PRIME3;
    return hash ^ hash >> 32;
}

static void make_crc_table(void)
{
    for (u32 i = 0; i < 256; i++) {
        u32 crc = i;
        for (int k = 0; k < 8; k++) {
            crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320 : 0);
        }
        crc_table[0][i] = crc;
    }
    for (u32 i = 0; i < 256; i++) {
        for (int t = 1; t < 8; t++) {
            crc_table[t][i] = crc_table[t - 1][i] >> 8 ^ crc_table[0][crc_table[t - 1][i] & 255];
        }
    }
}

/* CRC-32 of IEEE 802.3, a byte at a time. */
static NOINLINE u32 crc(const u8 *p, u64 length)
{
    u32 crc = ~0U;
    for (u64 i = 0; i < length; i++) {
        crc = crc >> 8 ^ crc_table[0][(crc ^ p[i]) & 255];
    }
    return ~crc;
}

/* The same by eight tables (Kounavis and Berry 2005, "slicing-by-8"). */
static NOINLINE u32 crc_sliced(const u64 *p, u64 words)
{
    u32 crc = ~0U;
    for (u64 i = 0; i < words; i++) {
        u64 x = p[i] ^ crc;
        crc = crc_table[7][x & 255] ^ crc_table[6][x >> 8 & 255] ^ crc_table[5][x >> 16 & 255] ^ crc_table[4][x >> 24 & 255]
            ^ crc_table[3][x >> 32 & 255] ^ crc_table[2][x >> 40 & 255] ^ crc_table[1][x >> 48 & 255] ^ crc_table[0][x >> 56];
    }
    return ~crc;
}

/* Samples of a section, warm and cold: prepare before, expression under measurement, condition behind. */
#define SECTION(warm, prepare, expression, condition) do { \
    for (int i = -WARM_UP; i < WARM_SAMPLES; i++) { \
        prepare; \
        if (i < 0) { expression; } else { BEGIN(warm); expression; END(warm); } \
        CHECK(condition, warm); \
    } \
    for (int i = 0; i < COLD_SAMPLES; i++) { \
        prepare; \
        COLD(); \
        BEGIN((warm) + 1); expression; END((warm) + 1); \
        CHECK(condition, (warm) + 1); \
    } } while (0)

int main(u64 hart)
{
    if (hart != 0) {
        for (;;) { }
    }
    measure_empty();
    make_crc_table();
    u64 seed = 1;
    for (int i = 0; i < WORDS; i++) {
        seed = seed * 6364136223846793005UL + 1442695040888963407UL;
        source[i] = seed >> 11;
    }
    const u8 *bytes = (const u8 *)source;
    int found = 0;
    u64 hash = 0;
    u64 expected = 0;
    SECTION(1, copy(target, source), zero(target), (target[0] | target[255] | target[511]) == 0);
    SECTION(3, zero(target), copy(target, source), target[0] == source[0] && target[511] == source[511]);
    CHECK(compare(target, source) == WORDS, 100);
    copy(other, source);
    SECTION(5, (void)0, found = compare(source, other), found == WORDS);
    other[0] ^= 1UL << 63;
    SECTION(7, (void)0, found = compare(source, other), found == 0);
    other[0] = source[0];
    other[256] ^= 1;
    SECTION(9, (void)0, found = compare(source, other), found == 256);
    /* Known answers: FNV-1a, CRC-32 and xxHash64 of small inputs by their authors. */
    CHECK(fnv((const u8 *)"a", 1) == 0xaf63dc4c8601ec8cUL, 101);
    CHECK(crc((const u8 *)"123456789", 9) == 0xCBF43926, 102);
    expected = fnv(bytes, 4096);
    SECTION(11, (void)0, hash = fnv(bytes, 4096), hash == expected);
    expected = xxhash(source, WORDS);
    SECTION(13, (void)0, hash = xxhash(source, WORDS), hash == expected);
    expected = crc(bytes, 4096);
    SECTION(15, (void)0, hash = crc(bytes, 4096), hash == expected);
    SECTION(17, (void)0, hash = crc_sliced(source, WORDS), hash == expected);
    finish(0);
}
