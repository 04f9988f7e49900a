/*
 * Compressing and decompressing a 4-KiB page as a hypervisor's compression cache does, by a byte format of the LZ77 family
 * (greedy, one hash table of 1024 entries, matches of 4 bytes or more):
 * token = literals << 4 | match - 4; 15 in a nibble goes on in bytes of 255; literals; then the distance, 16 bits. The last
 * sequence has literals only.
 */
#include "hot.h"

static PAGE u8 page[4096];
static PAGE u8 packed[5120];
static PAGE u8 unpacked[4096];
static u16 table[1024];

/* By bytes: a core need not allow misaligned loads, and compilers for RV64GC assume that it does not. */
static inline u32 word(const u8 *p)
{
    return p[0] | (u32)p[1] << 8 | (u32)p[2] << 16 | (u32)p[3] << 24;
}

static u8 *put_length(u8 *out, u64 rest)
{
    for (; rest >= 255; rest -= 255) {
        *out++ = 255;
    }
    *out++ = (u8)rest;
    return out;
}

static u8 *put(u8 *out, const u8 *literals, u64 count, u64 match, u64 distance)
{
    u8 *token = out++;
    u64 low = match == 0 ? 0 : match - 4;
    *token = (u8)((count < 15 ? count : 15) << 4 | (low < 15 ? low : 15));
    if (count >= 15) {
        out = put_length(out, count - 15);
    }
    for (u64 i = 0; i < count; i++) {
        *out++ = literals[i];
    }
    if (match != 0) {
        *out++ = (u8)distance;
        *out++ = (u8)(distance >> 8);
        if (low >= 15) {
            out = put_length(out, low - 15);
        }
    }
    return out;
}

static NOINLINE u64 compress(const u8 *in, u8 *out)
{
    u8 *start = out;
    for (int i = 0; i < 1024; i++) {
        table[i] = 0xFFFF;
    }
    u64 anchor = 0;
    u64 at = 0;
    u64 misses = 0;
    while (at + 4 <= 4096) {
        u32 now = word(in + at);
        u32 slot = now * 2654435761U >> 22;
        u64 candidate = table[slot];
        table[slot] = (u16)at;
        if (candidate != 0xFFFF && word(in + candidate) == now) {
            u64 length = 4;
            while (at + length < 4096 && in[candidate + length] == in[at + length]) {
                length++;
            }
            out = put(out, in + anchor, at - anchor, length, at - candidate);
            at += length;
            anchor = at;
            misses = 0;
        } else {
            /* The longer nothing was found, the larger the steps. */
            at += 1 + (misses++ >> 5);
        }
    }
    return (u64)(put(out, in + anchor, 4096 - anchor, 0, 0) - start);
}

static const u8 *get_length(const u8 *in, u64 *length)
{
    u8 more;
    do {
        more = *in++;
        *length += more;
    } while (more == 255);
    return in;
}

static NOINLINE u64 decompress(const u8 *in, u64 size, u8 *out)
{
    const u8 *end = in + size;
    u8 *start = out;
    while (in < end) {
        u64 count = *in >> 4;
        u64 match = *in++ & 15;
        if (count == 15) {
            in = get_length(in, &count);
        }
        for (u64 i = 0; i < count; i++) {
            *out++ = *in++;
        }
        if (in >= end) {
            break;
        }
        u64 distance = in[0] | (u64)in[1] << 8;
        in += 2;
        if (match == 15) {
            in = get_length(in, &match);
        }
        match += 4;
        for (const u8 *from = out - distance; match > 0; match--) {
            *out++ = *from++;
        }
    }
    return (u64)(out - start);
}

static void check(u64 size, u64 code)
{
    CHECK(decompress(packed, size, unpacked) == 4096, code);
    for (int i = 0; i < 4096; i++) {
        CHECK(unpacked[i] == page[i], code);
        unpacked[i] = 0;
    }
}

#define SAMPLES(section, expression) do { \
    for (int i = -WARM_UP; i < COLD_SAMPLES; i++) { \
        if (i < 0) { expression; } else { BEGIN(section); expression; END(section); } \
    } } while (0)

/* Words of a small vocabulary, as text and logs are made of. */
static void fill_with_text(void)
{
    static const char vocabulary[] = "the page of a guest is compressed before it is written to disk; ";
    u64 seed = 7;
    for (int i = 0; i < 4096; ) {
        seed = seed * 6364136223846793005UL + 1442695040888963407UL;
        u64 from = (seed >> 33) % 56;
        for (u64 k = 0; k < 3 + (seed >> 60) && i < 4096; k++) {
            page[i++] = (u8)vocabulary[(from + k) % 64];
        }
    }
}

/* An array of small numbers and pointers, as heaps are made of. */
static void fill_with_numbers(void)
{
    u64 seed = 11;
    for (int i = 0; i < 512; i++) {
        seed = seed * 6364136223846793005UL + 1442695040888963407UL;
        u64 value = i % 2 == 0 ? seed >> 50 : 0x7F3A10000000UL + (seed >> 44) * 16;
        for (int k = 0; k < 8; k++) {
            page[i * 8 + k] = (u8)(value >> 8 * k);
        }
    }
}

int main(u64 hart)
{
    if (hart != 0) {
        for (;;) { }
    }
    measure_empty();
    u64 size = 0;
    u64 unpacked_size = 0;
    fill_with_text();
    SAMPLES(1, size = compress(page, packed));
    CHECK(size < 3000, 1);
    check(size, 1);
    SAMPLES(2, unpacked_size = decompress(packed, size, unpacked));
    CHECK(unpacked_size == 4096, 2);
    fill_with_numbers();
    SAMPLES(3, size = compress(page, packed));
    CHECK(size < 4096, 3);
    check(size, 3);
    SAMPLES(4, unpacked_size = decompress(packed, size, unpacked));
    CHECK(unpacked_size == 4096, 4);
    finish(0);
}
