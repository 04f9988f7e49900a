/*
 * What it costs to hand a lock on, by the kind of lock and the number of harts that want it. A sample begins before a hart
 * releases the lock and ends behind the next acquisition, on whichever hart that is.
 */
#include "hot.h"

#define ROUNDS 60
#define MOST 4

struct node {
    struct node *volatile next;
    volatile u64 waits;
} __attribute__((aligned(64)));

static volatile u64 arrived __attribute__((aligned(64)));
static volatile u64 phase __attribute__((aligned(64)));
static volatile u64 counter __attribute__((aligned(64)));
static volatile u64 spin __attribute__((aligned(64)));
static volatile u32 tickets[32] __attribute__((aligned(64))); /* [0] the next ticket, [16] who is served: a line each */
static struct node *tail __attribute__((aligned(64)));
static struct node nodes[MOST];
static u64 harts;

static inline void spin_lock(u64 hart)
{
    (void)hart;
    do {
        while (__atomic_load_n(&spin, __ATOMIC_RELAXED) != 0) { }
    } while (__atomic_exchange_n(&spin, 1, __ATOMIC_ACQUIRE) != 0);
}

static inline void spin_unlock(u64 hart)
{
    (void)hart;
    __atomic_store_n(&spin, 0, __ATOMIC_RELEASE);
}

static inline void ticket_lock(u64 hart)
{
    (void)hart;
    u32 mine = __atomic_fetch_add(&tickets[0], 1, __ATOMIC_RELAXED);
    while (__atomic_load_n(&tickets[16], __ATOMIC_ACQUIRE) != mine) { }
}

static inline void ticket_unlock(u64 hart)
{
    (void)hart;
    __atomic_store_n(&tickets[16], tickets[16] + 1, __ATOMIC_RELEASE);
}

/* Mellor-Crummey and Scott 1991: each waits at a word of its own. */
static inline void mcs_lock(u64 hart)
{
    struct node *mine = &nodes[hart];
    mine->next = 0;
    mine->waits = 1;
    struct node *before = __atomic_exchange_n(&tail, mine, __ATOMIC_ACQ_REL);
    if (before != 0) {
        __atomic_store_n(&before->next, mine, __ATOMIC_RELEASE);
        while (__atomic_load_n(&mine->waits, __ATOMIC_ACQUIRE) != 0) { }
    }
}

static inline void mcs_unlock(u64 hart)
{
    struct node *mine = &nodes[hart];
    if (__atomic_load_n(&mine->next, __ATOMIC_ACQUIRE) == 0) {
        struct node *expected = mine;
        if (__atomic_compare_exchange_n(&tail, &expected, 0, 0, __ATOMIC_RELEASE, __ATOMIC_RELAXED)) {
            return;
        }
        while (__atomic_load_n(&mine->next, __ATOMIC_ACQUIRE) == 0) { }
    }
    __atomic_store_n(&mine->next->waits, 0, __ATOMIC_RELEASE);
}

/* A barrier of all harts, whether they take part in the next contest or not. */
static void meet(void)
{
    u64 now = phase;
    if (__atomic_add_fetch(&arrived, 1, __ATOMIC_ACQ_REL) == harts) {
        arrived = 0;
        __atomic_store_n(&phase, now + 1, __ATOMIC_RELEASE);
    } else {
        while (__atomic_load_n(&phase, __ATOMIC_ACQUIRE) == now) { }
    }
}

static inline void pause(u64 turns)
{
    for (u64 i = 0; i < turns; i++) {
        asm volatile("nop");
    }
}

/* So long that the others are waiting when the lock is released: then it is handed on, not found free. */
#define CONTEST(section, kind) do { \
    meet(); \
    if (hart < contenders) { \
        for (int i = 0; i < ROUNDS; i++) { \
            kind##_lock(hart); \
            END(section); \
            counter = counter + 1; \
            pause(contenders == 1 ? 0 : 40); \
            BEGIN(section); \
            kind##_unlock(hart); \
            pause(contenders == 1 ? 0 : 20); \
        } \
    } \
    meet(); \
    CHECK(counter == contenders * ROUNDS, section); \
    meet(); \
    counter = 0; \
    } while (0)

#define CONTESTS(n) do { \
    const u64 contenders = n; \
    if (harts >= contenders) { \
        CONTEST(n, spin); \
        CONTEST(4 + (n), ticket); \
        CONTEST(8 + (n), mcs); \
    } } while (0)

int main(u64 hart)
{
    if (hart == 0) {
        harts = count_harts();
        CHECK(harts <= MOST, 100);
        measure_empty();
        __atomic_store_n(&phase, 1, __ATOMIC_RELEASE);
    } else {
        while (__atomic_load_n(&phase, __ATOMIC_ACQUIRE) == 0) { }
    }
    CONTESTS(1);
    CONTESTS(2);
    CONTESTS(3);
    CONTESTS(4);
    meet();
    if (hart == 0) {
        finish(0);
    }
    for (;;) { }
}
