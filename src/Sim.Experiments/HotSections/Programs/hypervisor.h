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
#define CALL_COUNT_ACCESSES 8 /* to devices: of the host 0, of the process 1 */

/* How the hypervisor does its work: CALL_CONFIGURE. */
#define DECODE_FROM_CODE 1   /* read the guest's instruction even where htinst has it */
#define MINIMAL 2            /* exits do no more than they must, without the loop of KVM */
#define PROCESS_ISOLATED 4   /* the process has an address space without the host's */
#define RELOAD_GUEST_CSRS 8  /* minimal, but save and load the guest's supervisor CSRs at each exit */
#define ANSWER_QUICKLY 16    /* minimal, and null hypercalls end in the trap vector */
#define ZERO_PAGES 32        /* pages are zeroed before a guest has them */

/*
 * Where the guest has no memory: devices, where QEMU's machine virt has them, and pages that are mapped when first touched.
 * The host's is the interrupt controller (APLIC), of which a source's target is accessed; the process's is a virtio-mmio
 * device, of which the queue selector is stored and the device number loaded: as kvm-unit-tests' arm/micro-bench.c does.
 */
#define HOST_DEVICE 0x0C000000UL
#define HOST_TARGET 0x3004UL
#define DEVICE 0x10001000UL
#define DEVICE_NUMBER 0x008UL
#define QUEUE_SELECT 0x030UL
#define QUEUE_SIZE 0x034UL
#define DEVICE_IS 2UL
#define QUEUES 8UL
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
    asm volatile("ecall" : "+r"(a0), "+r"(a1) : "r"(a7) : "memory");
    return a0;
}

_Noreturn void run_hypervisor(u64 hart);
void guest_main(u64 hart);
void guest_trap(u64 cause);

#endif
