/*
 * A virtual interrupt from one guest hart to another: the sender's call, the host's interrupt to the other hart, injection
 * there. Section 1 is the sender's call, section 2 reaches from before the call into the receiver's handler.
 */
#include "hypervisor.h"

static volatile u64 received __attribute__((aligned(64)));
static volatile u64 receiver_runs __attribute__((aligned(64)));

void guest_trap(u64 cause)
{
    END(2);
    CHECK(cause == (INTERRUPT | 1), 1100 + (cause & 63));
    CLEAR_CSR(sip, 2);
    received = received + 1;
}

static void receive(void)
{
    SET_CSR(sie, 2);
    SET_CSR(sstatus, STATUS_SIE);
    receiver_runs = 1;
    for (;;) { asm volatile("nop"); }
}

void guest_main(u64 hart)
{
    if (hart == 1) {
        receive();
    }
    measure_empty();
    while (receiver_runs == 0) { }
    for (u64 i = 1; i <= WARM_UP + WARM_SAMPLES; i++) {
        if (i > WARM_UP) {
            BEGIN(2);
            BEGIN(1);
            hypercall(CALL_SEND_IPI, 1, 0);
            END(1);
        } else {
            hypercall(CALL_SEND_IPI, 1, 0);
        }
        while (received < i) { }
        CHECK(received == i, 1);
    }
    finish(0);
}

/* Harts are counted by interrupts that they must not take meanwhile: the other one waits. */
int main(u64 hart)
{
    static volatile u64 counted;
    if (hart > 1) {
        for (;;) { }
    }
    if (hart == 0) {
        CHECK(count_harts() > 1, 100);
        counted = 1;
    }
    while (counted == 0) { }
    delegate_all(hart);
    become_supervisor();
    run_hypervisor(hart);
}
