// Loops that each have one feature: a chase around a ring, a stream, chains of one operation, branches. What is run is a list of requests, which
// whoever runs it may write over before the start. Each request is set up, then from the marker WARM on its loop runs to warm up, then from BEGIN(0)
// to END(0) it is measured. A loop's step is written ROUND times without a branch, so that the loop around it hardly counts.
typedef unsigned int u32;
typedef unsigned long u64;

#define WARM __asm__ volatile("slti x0, x0, 4" ::: "memory")
#define BEGIN __asm__ volatile("slti x0, x0, 0x100" ::: "memory")
#define END __asm__ volatile("slti x0, x0, 0x200" ::: "memory")
#define NOINLINE __attribute__((noinline))
#define ROUND 256
#define ROUND_OF(step) ".rept 256\n" step "\n.endr\n"

enum {
    CHASE_SHUFFLED, CHASE_IN_ORDER, READ, COPY, ADD_CHAIN, ADDS, MULTIPLY_CHAIN, DIVIDE_CHAIN, LOAD_USE, JUMPS, BRANCHES_NEVER, BRANCHES_ALWAYS, BRANCHES_RANDOM,
    FADD_CHAIN, FMUL_CHAIN, FMA_CHAIN, FORWARDING, KINDS
};

// Steps are made up to whole rounds. The footprint counts bytes from the first node's to behind the last one's stride.
struct request { u64 kind, footprint, stride, warm, steps; };

#define REQUESTS 128
struct request requests[REQUESTS] = {
    { CHASE_SHUFFLED, 8 << 10, 64, 1024, 4096 },
    { CHASE_SHUFFLED, 16 << 20, 64, 262144, 4096 },
    { READ, 16 << 20, 64, 0, 65536 },
    { ADD_CHAIN, 64, 64, 64, 4096 },
};

static u64 seed = 88172645463325252ul;
static u64 next(void) { seed ^= seed << 13; seed ^= seed >> 7; return seed ^= seed << 17; }

// Behind everything else: as large as memory has room for.
extern char arena[];

static char *at(u64 node, u64 stride) { return arena + node * stride; }

// One cycle through all nodes (Sattolo): each node is swapped with one before it.
static void ring(u64 nodes, u64 stride, int shuffled) {
    for (u64 i = 0; i < nodes; i++) *(u64 *)at(i, stride) = (u64)at(shuffled || i + 1 == nodes ? (shuffled ? i : 0) : i + 1, stride);
    if (!shuffled) return;
    for (u64 i = nodes - 1; i > 0; i--) {
        u64 *a = (u64 *)at(i, stride), *b = (u64 *)at(((next() >> 32) * i) >> 32, stride), t = *a;
        *a = *b;
        *b = t;
    }
}

// A loop over steps; it has a3 to itself and to end with, and finds a second address in %2.
#define LOOP(name, step) \
    NOINLINE static u64 name(u64 rounds, u64 first, u64 second) { \
        register u64 a __asm__("a3") = first; \
        __asm__ volatile(".balign 64\n.option push\n.option norvc\n1:\n" step "addi %0, %0, -1\nbnez %0, 1b\n.option pop" \
            : "+r"(rounds), "+r"(a), "+r"(second) : : "memory", "a4", "t0", "t1", "t2", "t3", "t4", "t5", "t6", "ft0", "ft1"); \
        return a; \
    }

LOOP(chase, ROUND_OF("ld a3, 0(a3)"))
LOOP(add_chain, ROUND_OF("addi a3, a3, 1"))
LOOP(adds, ".rept 32\naddi t0, a3, 1\naddi t1, a3, 1\naddi t2, a3, 1\naddi t3, a3, 1\naddi t4, a3, 1\naddi t5, a3, 1\naddi t6, a3, 1\naddi a4, a3, 1\n.endr\n")
LOOP(multiply_chain, ROUND_OF("mul a3, a3, a3"))
LOOP(divide_chain, ROUND_OF("div a3, a3, a3"))
LOOP(load_use, ROUND_OF("ld a3, 0(a3)\naddi a3, a3, 0"))
LOOP(fadd_chain, ROUND_OF("fadd.d ft0, ft0, ft1"))
LOOP(fmul_chain, ROUND_OF("fmul.d ft0, ft0, ft1"))
LOOP(fma_chain, ROUND_OF("fmadd.d ft0, ft0, ft1, ft1"))
// Few loads, each of which may go ahead of its store before the core has learnt.
LOOP(forwarding, ".rept 32\nsd a3, 0(%2)\nld a3, 0(%2)\n.endr\n")
// 15 jumps and the loop's own: even small branch target buffers hold them.
LOOP(jumps, ".rept 15\nj . + 4\n.endr\n")
// A line of 64 bytes a load; the end is the caller's business.
LOOP(read, ".rept 4\nld t0, 0(a3)\nld t1, 64(a3)\nld t2, 128(a3)\nld t3, 192(a3)\nld t4, 256(a3)\nld t5, 320(a3)\nld t6, 384(a3)\nld a4, 448(a3)\naddi a3, a3, 512\n.endr\n")
// A word of each line, which moves the line: as memory sees it, a copy.
LOOP(copy, ".rept 4\nld t0, 0(a3)\nld t1, 64(a3)\nld t2, 128(a3)\nld t3, 192(a3)\nld t4, 256(a3)\nld t5, 320(a3)\nld t6, 384(a3)\nld a4, 448(a3)\naddi a3, a3, 512\n"
    "sd t0, 0(%2)\nsd t1, 64(%2)\nsd t2, 128(%2)\nsd t3, 192(%2)\nsd t4, 256(%2)\nsd t5, 320(%2)\nsd t6, 384(%2)\nsd a4, 448(%2)\naddi %2, %2, 512\n.endr\n")

// Eight branches on bits that were known long before; where they go is far away, and comes back. The generator (a6: a mask of its bits, a7: what they are
// turned by) is xorshift; eight branches a time around.
NOINLINE static u64 branches(u64 rounds, u64 state, u64 mask, u64 turn) {
    rounds *= ROUND / 8;
    __asm__ volatile(
        ".balign 64\n.option push\n.option norvc\n1:\n"
        "and a5, %1, %2\nxor a5, a5, %3\n"
        "slli t0, a5, 1\nslli t1, a5, 2\nslli t2, a5, 3\nslli t3, a5, 5\nslli t4, a5, 7\nslli t5, a5, 11\nslli t6, a5, 13\n"
        "slli a4, %1, 13\nxor %1, %1, a4\nsrli a4, %1, 7\nxor %1, %1, a4\nslli a4, %1, 17\nxor %1, %1, a4\n"
        "bltz a5, 10f\n20: bltz t0, 11f\n21: bltz t1, 12f\n22: bltz t2, 13f\n23: bltz t3, 14f\n24: bltz t4, 15f\n25: bltz t5, 16f\n26: bltz t6, 17f\n27:\n"
        "addi %0, %0, -1\nbnez %0, 1b\n"
        "j 2f\n.rept 12\nnop\n.endr\n"
        "10: j 20b\n11: j 21b\n12: j 22b\n13: j 23b\n14: j 24b\n15: j 25b\n16: j 26b\n17: j 27b\n2:\n.option pop"
        : "+r"(rounds), "+r"(state) : "r"(mask), "r"(turn) : "memory", "a4", "a5", "t0", "t1", "t2", "t3", "t4", "t5", "t6");
    return state;
}

static u64 run(const struct request *r, u64 steps, u64 from) {
    u64 rounds = (steps + ROUND - 1) / ROUND, first = (u64)arena, half = first + r->footprint / 2;
    if (!rounds) return from;
    switch (r->kind) {
    case CHASE_SHUFFLED:
    case CHASE_IN_ORDER: return chase(rounds, from ? from : first, 0);
    case READ: return read(rounds * (ROUND / 32), from ? from : first, 0);
    case COPY: return copy(rounds * (ROUND / 32), first, half);
    case ADD_CHAIN: return add_chain(rounds, 0, 0);
    case ADDS: return adds(rounds, 0, 0);
    case MULTIPLY_CHAIN: return multiply_chain(rounds, 3, 0);
    case DIVIDE_CHAIN: return divide_chain(rounds, 7, 0);
    case LOAD_USE: return load_use(rounds, from ? from : first, 0);
    case JUMPS: return jumps(rounds * (ROUND / 16), 0, 0);
    case BRANCHES_NEVER: return branches(rounds, seed, 0, 0);
    case BRANCHES_ALWAYS: return branches(rounds, seed, 0, ~0ul);
    case BRANCHES_RANDOM: return branches(rounds, from ? from : seed, ~0ul, 0);
    case FADD_CHAIN: return fadd_chain(rounds, 0, 0);
    case FMUL_CHAIN: return fmul_chain(rounds, 0, 0);
    case FMA_CHAIN: return fma_chain(rounds, 0, 0);
    default: return forwarding(rounds * (ROUND / 32), 1, first);
    }
}

static int right(const struct request *r, u64 end) {
    if (r->kind == ADD_CHAIN) return end == (r->steps + ROUND - 1) / ROUND * ROUND;
    if (r->kind == FORWARDING) return end == 1;
    if (r->kind <= CHASE_IN_ORDER) return end - (u64)arena < r->footprint && (end - (u64)arena) % r->stride == 0;
    return 1;
}

int main(void) {
    for (int n = 0; n < REQUESTS && requests[n].steps; n++) {
        const struct request *r = &requests[n];
        if (r->kind >= KINDS) return 1;
        if (r->kind <= CHASE_IN_ORDER) ring(r->footprint / r->stride, r->stride, r->kind == CHASE_SHUFFLED);
        if (r->kind == LOAD_USE) *(u64 *)arena = (u64)arena;
        WARM;
        u64 from = run(r, r->warm, 0);
        BEGIN;
        u64 end = run(r, r->steps, from);
        END;
        if (!right(r, end)) return 2;
    }
    return 0;
}
