/* The miniature hypervisor: hypervisor.c. A program that uses it has guest_main, which runs in VS mode, and guest_trap. */
#ifndef HYPERVISOR_H
#define HYPERVISOR_H

#include "world.h"

/* Calls that the guest has. */
#define CALL_NULL 0
#define CALL_ARM_TIMER 1
#define CALL_ACKNOWLEDGE_TIMER 2
#define CALL_BATCH 3
#define CALL_CONFIGURE 4
#define CALL_SEND_IPI 6
#define CALL_READ_TABLE 7

/* How the hypervisor does its work: CALL_CONFIGURE. */
#define DECODE_FROM_CODE 1   /* read the guest's instruction even where htinst has it */
#define DEVICE_IN_USER 2     /* the device is emulated by the process that owns the guest */
#define DEVICE_IN_PROCESS 4  /* ... by a process with an address space of its own */
#define RELOAD_GUEST_CSRS 8  /* save and load the guest's supervisor CSRs at each exit */
#define ANSWER_QUICKLY 16    /* null hypercalls end in the trap vector */
#define ZERO_PAGES 32        /* pages are zeroed before a guest has them */

/* Where the guest has no memory: the device's registers, and pages that are mapped when first touched. */
#define DEVICE 0x10001000UL
#define DEMAND 0xC0000000UL
#define DEMAND_PAGES 256

/* An operation of a batch: add the value to an entry of a table that the hypervisor keeps. */
struct operation {
    u32 kind;
    u32 index;
    u64 value;
};

#define TABLE 64

static inline u64 hypercall(u64 number, u64 a, u64 b)
{
    register u64 a0 asm("a0") = a;
    register u64 a1 asm("a1") = b;
    register u64 a7 asm("a7") = number;
    asm volatile("ecall" : "+r"(a0) : "r"(a1), "r"(a7) : "memory");
    return a0;
}

_Noreturn void run_hypervisor(u64 hart);
void guest_main(u64 hart);
void guest_trap(u64 cause);

#endif
