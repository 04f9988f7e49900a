/* Misses to memory all the time: follows pointers through 256 MiB in no order, and loads from all over it as well. */
typedef unsigned long u64;

enum { NODES = 1 << 22, STEPS = 1 << 20, WORDS = 8 };

/* A line of 64 bytes each; the region is what lies behind the program. */
static u64 (*const nodes)[WORDS] = (u64(*)[WORDS])0x90000000;

int main(void)
{
    /* A linear congruential generator of full period (Hull and Dobell, 1962): one way through all nodes. */
    for (u64 i = 0; i < NODES; i++) {
        nodes[i][0] = (u64)nodes[(i * 1664525 + 1013904223) & (NODES - 1)];
        nodes[i][1] = i;
    }

    u64 x = 88172645463325252, sum = 0;
    u64 *p = nodes[0];
    asm volatile("slti x0, x0, 1");
    for (int i = 0; i < STEPS; i++) {
        p = (u64 *)p[0];
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        sum += nodes[x & (NODES - 1)][1] + nodes[(x >> 22) & (NODES - 1)][1] + p[1];
    }

    asm volatile("slti x0, x0, 2");
    return sum == 0;
}
