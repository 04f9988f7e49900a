/*
 * Virtualising without the H extension: the guest's kernel runs in U mode, its privileged instructions trap to a monitor in
 * S mode, which emulates them (Popek and Goldberg 1974). Against that: translating a block of the kernel beforehand, so that
 * its CSR accesses are loads and stores of a page of virtual CSRs (Adams and Agesen 2006), and asking the monitor by a call.
 */
#include "world.h"

#define CALL_TRANSLATE 1
#define CALL_GET_SCRATCH 2
#define CALL_NATIVE 3
#define VIRTUAL_CSRS 16
#define SPILL (8 * VIRTUAL_CSRS)

/* sstatus 0x100, sie 0x104, stvec 0x105, sscratch to sip 0x140 to 0x144, satp 0x180; one more cell for translated code. */
static u64 virtual_csrs[VIRTUAL_CSRS + 1] __attribute__((aligned(64)));
static u32 translated[256] __attribute__((aligned(64)));
static u64 kernel_stack[512] __attribute__((aligned(16)));
static struct world kernel;

/* A stretch of a kernel's trap handler: 10 accesses to CSRs among 20 instructions. a0: where it saves. */
u64 privileged_block(u64 *saved);
extern const u32 privileged_block_code[];
asm(
    "    .text\n"
    "    .option push\n"
    "    .option norvc\n"
    "    .balign 4\n"
    "privileged_block_code:\n"
    "privileged_block:\n"
    "    csrw sscratch, a0\n"
    "    csrr t1, sepc\n"
    "    csrr t2, scause\n"
    "    csrr t3, stval\n"
    "    csrr t4, sstatus\n"
    "    sd t1, 0(a0)\n"
    "    sd t2, 8(a0)\n"
    "    sd t3, 16(a0)\n"
    "    sd t4, 24(a0)\n"
    "    addi t1, t1, 4\n"
    "    li t6, 0x20\n"
    "    csrw sepc, t1\n"
    "    csrc sstatus, t6\n"
    "    csrs sstatus, t6\n"
    "    csrrw a1, sscratch, t2\n"
    "    csrrsi a2, sstatus, 2\n"
    "    andi a2, a2, 0x122\n"
    "    sub a1, a1, a0\n"
    "    add a0, a1, a2\n"
    "    ret\n"
    "    .option pop\n");

static inline int slot(u32 csr)
{
    switch (csr) {
    case 0x100: return 0;
    case 0x104: return 1;
    case 0x105: return 2;
    case 0x180: return 8;
    default:
        if (csr < 0x140 || csr > 0x144) {
            finish(200);
        }
        return (int)(csr - 0x140 + 3);
    }
}

/* ---- trap and emulate ---- */

static void emulate_csr(u32 bits)
{
    u64 *csr = &virtual_csrs[slot(bits >> 20)];
    u32 source = bits >> 15 & 31;
    u32 target = bits >> 7 & 31;
    u64 operand = (bits & 0x4000) != 0 ? source : kernel.x[source];
    u64 old = *csr;
    switch (bits >> 12 & 3) {
    case 1: *csr = operand; break;
    case 2: *csr = old | operand; break;
    default: *csr = old & ~operand; break;
    }
    if (target != 0) {
        kernel.x[target] = old;
    }
    kernel.epc += 4;
}

static void emulate(void)
{
    u32 bits = *(const u32 *)kernel.epc;
    if ((bits & 0x7F) != 0x73) {
        finish(201);
    }
    if ((bits >> 12 & 3) != 0) {
        emulate_csr(bits);
    } else if (bits == 0x10200073) { /* sret */
        u64 status = virtual_csrs[0];
        virtual_csrs[0] = (status & ~(STATUS_SIE | STATUS_SPP)) | (status & STATUS_SPIE) >> 4 | STATUS_SPIE;
        kernel.epc = virtual_csrs[slot(0x141)];
    } else if (bits == 0x10500073) { /* wfi: something is always pending here */
        kernel.epc += 4;
    } else {
        finish(202);
    }
}

/* ---- translation ---- */

#define GP 3
#define TP 4

static inline u32 load(u32 rd, int at) { return (u32)at << 20 | TP << 15 | 3 << 12 | rd << 7 | 0x03; }
static inline u32 store(u32 rs, int at) { return (u32)(at >> 5) << 25 | rs << 20 | TP << 15 | 3 << 12 | (u32)(at & 31) << 7 | 0x23; }
static inline u32 immediate(u32 function, u32 rd, u32 rs, int value) { return (u32)value << 20 | rs << 15 | function << 12 | rd << 7 | 0x13; }
static inline u32 both(u32 function, u32 rd, u32 rs1, u32 rs2) { return rs2 << 20 | rs1 << 15 | function << 12 | rd << 7 | 0x33; }

/* gp and tp are the translator's: tp points at the virtual CSRs. */
static u32 *translate_csr(u32 *out, u32 bits)
{
    int at = 8 * slot(bits >> 20);
    u32 source = bits >> 15 & 31;
    u32 target = bits >> 7 & 31;
    u32 operation = bits >> 12 & 3;
    int is_immediate = (bits & 0x4000) != 0;
    if (operation != 1 && source == 0) {
        *out++ = load(target, at);
        return out;
    }
    if (operation != 1 || target != 0) {
        *out++ = load(GP, at);
    }
    if (target != 0) {
        *out++ = store(GP, SPILL);
    }
    if (operation == 1) {
        if (is_immediate) {
            *out++ = immediate(0, GP, 0, (int)source);
        }
        *out++ = store(is_immediate ? GP : source, at);
    } else {
        if (is_immediate) {
            *out++ = operation == 2 ? immediate(6, GP, GP, (int)source) : immediate(7, GP, GP, ~(int)source);
        } else {
            *out++ = both(6, GP, GP, source); /* or */
            if (operation == 3) {
                *out++ = both(4, GP, GP, source); /* and xor: cleared */
            }
        }
        *out++ = store(GP, at);
    }
    if (target != 0) {
        *out++ = load(target, SPILL);
    }
    return out;
}

/* Up to and with the return that ends the block. */
static NOINLINE u64 translate(const u32 *from, u32 *out)
{
    u32 *begin = out;
    for (;; from++) {
        u32 bits = *from;
        switch (bits & 0x7F) {
        case 0x73:
            if ((bits >> 12 & 3) == 0) {
                finish(203);
            }
            out = translate_csr(out, bits);
            break;
        case 0x67:
            *out++ = bits;
            asm volatile("fence.i" ::: "memory");
            return (u64)(out - begin);
        case 0x17:
        case 0x63:
        case 0x6F:
            finish(204); /* depends on where it is */
        default:
            *out++ = bits;
            break;
        }
    }
}

/* ---- the monitor ---- */

static u64 translated_length;
static u64 native_saved[4];

static void answer(void)
{
    kernel.epc += 4;
    switch (kernel.x[17]) {
    case CALL_TRANSLATE:
        for (int i = 0; i < WARM_UP + WARM_SAMPLES; i++) {
            if (i < WARM_UP) {
                translated_length = translate(privileged_block_code, translated);
            } else {
                BEGIN(7);
                translated_length = translate(privileged_block_code, translated);
                END(7);
            }
        }
        break;
    case CALL_GET_SCRATCH:
        kernel.x[10] = virtual_csrs[slot(0x140)];
        break;
    case CALL_NATIVE:
        for (int i = 0; i < WARM_UP + WARM_SAMPLES; i++) {
            if (i < WARM_UP) {
                privileged_block(native_saved);
            } else {
                BEGIN(9);
                privileged_block(native_saved);
                END(9);
            }
        }
        CLEAR_CSR(sstatus, STATUS_SIE);
        break;
    default:
        finish(205);
    }
}

static _Noreturn void run(void)
{
    for (;;) {
        enter_process(&kernel);
        u64 cause = READ_CSR(scause);
        if (cause == 2) {
            emulate();
        } else if (cause == 8) {
            answer();
        } else {
            finish(300 + (cause & 63));
        }
    }
}

/* ---- the guest's kernel, in U mode ---- */

static inline u64 call(u64 number)
{
    register u64 a0 asm("a0") = 0;
    register u64 a7 asm("a7") = number;
    asm volatile("ecall" : "+r"(a0) : "r"(a7) : "memory");
    return a0;
}

static inline u64 run_translated(u64 *saved)
{
    register u64 a0 asm("a0") = (u64)saved;
    asm volatile("mv tp, %1\n\tjalr ra, %2"
        : "+r"(a0) : "r"(virtual_csrs), "r"(translated)
        : "ra", "t1", "t2", "t3", "t4", "t6", "a1", "a2", "gp", "tp", "memory");
    return a0;
}

#define SECTION(n, expression) do { \
    for (int i = 0; i < WARM_UP + WARM_SAMPLES; i++) { \
        if (i < WARM_UP) { expression; } else { BEGIN(n); expression; END(n); } \
    } } while (0)

static void set_up_csrs(void)
{
    WRITE_CSR(sepc, 0x1000);
    WRITE_CSR(scause, 9);
    WRITE_CSR(stval, 0x5555);
    WRITE_CSR(sstatus, 0x100);
}

/* One piece of assembly each: sret goes where sepc says, which must be behind this very sret. */
static NOINLINE void return_often(void)
{
    for (int i = 0; i < WARM_UP; i++) {
        asm volatile("la t0, 1f\n\tcsrw sepc, t0\n\tsret\n1:" ::: "t0", "memory");
    }
    for (int i = 0; i < WARM_SAMPLES; i++) {
        asm volatile("la t0, 1f\n\tcsrw sepc, t0\n\tslti x0, x0, 0x103\n\tsret\n1:\tslti x0, x0, 0x203" ::: "t0", "memory");
    }
}

static void kernel_main(void)
{
    static u64 saved[4];
    static u64 saved_again[4];
    u64 value = 0;
    WRITE_CSR(sscratch, 0x1234);
    SECTION(1, value = READ_CSR(sscratch));
    CHECK(value == 0x1234, 1);
    SECTION(2, WRITE_CSR(sscratch, value + (u64)i));
    CHECK(READ_CSR(sscratch) == value + WARM_UP + WARM_SAMPLES - 1, 2);
    return_often();
    SECTION(4, asm volatile("wfi" ::: "memory"));
    SECTION(5, value = call(CALL_GET_SCRATCH));
    CHECK(value == READ_CSR(sscratch), 5);
    set_up_csrs();
    u64 result = 0;
    SECTION(6, result = privileged_block(saved));
    u64 emulated[VIRTUAL_CSRS];
    for (int i = 0; i < VIRTUAL_CSRS; i++) {
        emulated[i] = virtual_csrs[i];
    }
    call(CALL_TRANSLATE);
    asm volatile("fence.i" ::: "memory");
    CHECK(translated_length > 20, 7);
    set_up_csrs();
    SECTION(8, value = run_translated(saved_again));
    CHECK(value == result, 8);
    for (int i = 0; i < 4; i++) {
        CHECK(saved[i] == saved_again[i], 81);
    }
    CHECK(saved[0] == 0x1000 + 4 * (WARM_UP + WARM_SAMPLES - 1) && saved[1] == 9 && saved[2] == 0x5555, 82);
    for (int i = 0; i < VIRTUAL_CSRS; i++) {
        CHECK(virtual_csrs[i] == emulated[i], 83);
    }
    call(CALL_NATIVE);
    finish(0);
}

int main(u64 hart)
{
    if (hart != 0) {
        for (;;) { }
    }
    measure_empty();
    delegate_all(hart);
    /* wfi is the kernel's to ask for, ours to grant: mstatus.TW. */
    SET_CSR(mstatus, 1UL << 21);
    become_supervisor();
    kernel.epc = (u64)kernel_main;
    kernel.x[2] = (u64)(kernel_stack + 512);
    kernel.status = STATUS_FS | STATUS_SPIE;
    kernel.vector = (u64)leave_process;
    run();
}
