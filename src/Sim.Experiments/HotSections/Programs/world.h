/* Going into another world, a guest or a process, and coming back: world.S. */
#ifndef WORLD_H
#define WORLD_H

#include "hot.h"

/* A guest's virtual CPU, or a process: what is loaded when it runs, and what its host was doing meanwhile. */
struct world {
    u64 x[32];
    u64 epc;
    u64 status;
    u64 host_status;
    u64 counters;
    u64 vector;
    u64 host_x[32];
    u64 host_saved[4];
};

/* The registers of a guest's supervisor, which stay in the core as long as the same guest runs. */
struct guest_csrs {
    u64 status, enabled, vector, scratch, epc, cause, value, pending, translation;
};

/* Floating-point registers and fcsr. */
struct float_registers {
    u64 f[32];
    u64 control;
};

/* Runs it until it traps; scause and its kin say why. */
void enter_world(struct world *world);

/* The same for processes, which have no virtual CSRs: without the H extension's. */
void enter_process(struct world *world);
void leave_process(void);

/* Where traps go that leave a world: by way of the host, or answering null hypercalls at once. */
void leave_world(void);
void leave_world_quickly(void);

void save_guest_csrs(struct guest_csrs *csrs);
void load_guest_csrs(const struct guest_csrs *csrs);
void save_floats(struct float_registers *floats);
void load_floats(const struct float_registers *floats);

/* M mode: hands all traps on to S mode that are for it, and serves it as firmware does. */
void delegate_all(u64 hart);

/* Goes from M mode to S mode, or to a guest's, with the stack kept. */
void become_supervisor(void);

/* Calls of the firmware, from S mode. */
void send_software_interrupt(u64 hart);

/* The guest's trap vector: calls guest_trap(cause). */
void guest_vector(void);

#define STATUS_SIE 2UL
#define STATUS_SPIE 0x20UL
#define STATUS_SPP 0x100UL
#define STATUS_FS 0x6000UL
#define STATUS_SUM 0x40000UL
#define HSTATUS_SPV 0x80UL
#define HSTATUS_SPVP 0x100UL
#define HSTATUS_VTVM (1UL << 20)
#define INTERRUPT (1UL << 63)

/* The instruction that a trap left, from a guest's code: read as the guest, whose hstatus says with what rights. */
static inline u32 guest_instruction(const struct world *world)
{
    u64 pc = world->epc;
    u64 low, high = 0;
    u64 host_status = READ_CSR(hstatus);
    WRITE_CSR(hstatus, world->host_status);
    asm volatile("hlvx.hu %0, 0(%1)" : "=r"(low) : "r"(pc) : "memory");
    if ((low & 3) == 3) {
        asm volatile("hlvx.hu %0, 0(%1)" : "=r"(high) : "r"(pc + 2) : "memory");
    }
    WRITE_CSR(hstatus, host_status);
    return (u32)(low | high << 16);
}

/* A load or store, decoded. */
struct access {
    u8 is_store;
    u8 register_number;
    u8 size;
    u8 is_unsigned;
    u8 length;
};

static inline int decode_access(u32 bits, struct access *access)
{
    if ((bits & 3) == 3) {
        u32 opcode = bits & 0x7F;
        access->is_store = opcode == 0x23;
        access->size = (u8)(1 << (bits >> 12 & 3));
        access->is_unsigned = bits >> 14 & 1;
        access->register_number = access->is_store ? bits >> 20 & 31 : bits >> 7 & 31;
        access->length = 4;
        return opcode == 0x03 || opcode == 0x23;
    }
    /* c.lw, c.ld, c.sw, c.sd */
    u32 function = bits >> 13;
    access->is_store = function >= 6;
    access->size = (function & 1) != 0 ? 8 : 4;
    access->is_unsigned = 0;
    access->register_number = 8 + (bits >> 2 & 7);
    access->length = 2;
    return (bits & 3) == 0 && (function & 2) != 0;
}

/* The same where htinst holds the instruction: bit 1 clear says that it was a short one. */
static inline int decode_transformed(u64 htinst, struct access *access)
{
    if ((htinst & 1) == 0) {
        return 0;
    }
    int decoded = decode_access((u32)htinst | 2, access);
    access->length = (htinst & 2) != 0 ? 4 : 2;
    return decoded;
}

#endif
