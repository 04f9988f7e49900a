/* What the parts of the miniature hypervisor share: hypervisor.c runs guests, hosted.c the process that emulates devices. */
#ifndef VCPU_H
#define VCPU_H

#include "hypervisor.h"

struct vcpu {
    struct world world;
    struct guest_csrs csrs;
    struct float_registers floats;
    volatile u64 ipi_pending;
    u64 configuration;
    u64 exceptions;           /* hedeleg */
    u64 second_stage;         /* hgatp */
    u64 time_difference;      /* htimedelta */
    u64 timer;                /* vstimecmp */
    struct access access;     /* of the device, not finished */
    volatile u32 mutex;       /* one ioctl at a time */
};

/* An access to a device, in a page that host and process share. */
struct exit_record {
    u64 reason;
    u64 address;
    u64 data;
    u8 is_store;
    u8 size;
};

#define REASON_DEVICE 6

/* Devices by address, in order. The host has a bus, and so has the process. */
struct region {
    u64 address;
    u64 size;
    void (*access)(struct exit_record *access, u64 offset);
};

#define REGIONS 4
struct bus {
    u64 count;
    struct region regions[REGIONS];
};

extern struct exit_record record;
extern u64 host_root[512];
extern u64 process_root[512];

#define ASID(n) ((u64)(n) << 44)

void fill_bus(struct bus *bus);
int access_bus(const struct bus *bus, struct exit_record *access);

/* The load's register gets what the device answered; the guest goes on behind the instruction. */
void finish_access(struct vcpu *vcpu);

/* Starts the process, which then waits in its first call for the guest to want a device. */
void make_process(struct vcpu *vcpu);

/* Has the process do what the record says, and comes back with it done. */
void ask_process(struct vcpu *vcpu);

static inline void lock(volatile u32 *word)
{
    while (__atomic_exchange_n(word, 1, __ATOMIC_ACQUIRE) != 0) { }
}

static inline void unlock(volatile u32 *word)
{
    __atomic_store_n(word, 0, __ATOMIC_RELEASE);
}

#endif
