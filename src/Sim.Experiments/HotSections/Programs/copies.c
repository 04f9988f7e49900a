/* memcpy of 64 bytes to 64 KiB, warm and cold. */
#include "hot.h"

static PAGE u64 source[8192];
static PAGE u64 target[8192];

static NOINLINE void copy(u64 *to, const u64 *from, u64 bytes)
{
    for (const u64 *end = from + bytes / 8; from < end; from += 8, to += 8) {
        u64 a = from[0], b = from[1], c = from[2], d = from[3], e = from[4], f = from[5], g = from[6], h = from[7];
        to[0] = a, to[1] = b, to[2] = c, to[3] = d, to[4] = e, to[5] = f, to[6] = g, to[7] = h;
    }
}

static void check(u64 words, u64 code)
{
    for (u64 i = 0; i < words; i += 7) {
        CHECK(target[i] == source[i], code);
    }
    CHECK(target[words - 1] == source[words - 1] && target[words] == 0, code);
    for (u64 i = 0; i < words; i++) {
        target[i] = 0;
    }
}

#define COPY(section, bytes) do { \
    for (int i = -WARM_UP; i < COLD_SAMPLES; i++) { \
        if (i < 0) { copy(target, source, bytes); } else { BEGIN(section); copy(target, source, bytes); END(section); } \
    } \
    check((bytes) / 8 < 8192 ? (bytes) / 8 : 8191, section); \
    for (int i = 0; i < COLD_SAMPLES; i++) { \
        COLD(); \
        BEGIN((section) + 1); copy(target, source, bytes); END((section) + 1); \
    } \
    check((bytes) / 8 < 8192 ? (bytes) / 8 : 8191, (section) + 1); \
    } while (0)

int main(u64 hart)
{
    if (hart != 0) {
        for (;;) { }
    }
    measure_empty();
    for (u64 i = 0; i < 8191; i++) {
        source[i] = i * 0x9E3779B97F4A7C15UL + 1;
    }
    COPY(1, 64);
    COPY(3, 256);
    COPY(5, 1024);
    COPY(7, 4096);
    COPY(9, 16384);
    COPY(11, 65536);
    finish(0);
}
