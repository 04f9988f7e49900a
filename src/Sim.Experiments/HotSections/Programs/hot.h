/*
 * What the programs of the hot sections share.
 *
 * A sample of section n lies between BEGIN(n) and END(n), which are instructions that do nothing (slti x0, x0, N); sections
 * are numbered for each program by itself, and section 0 is the empty pair, whose cost is subtracted from the others.
 * COLD empties caches, TLBs and predictors. A program checks its own results: finish(0) is success, finish(n) failure n.
 */
#ifndef HOT_H
#define HOT_H

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long u64;

#define MARK(n) asm volatile("slti x0, x0, %0" :: "i"(n) : "memory")
#define BEGIN(n) MARK(0x100 + (n))
#define END(n) MARK(0x200 + (n))
#define COLD() MARK(3)
#define NOINLINE __attribute__((noinline))
#define PAGE __attribute__((aligned(4096)))

/* Warm samples of a section, and cold ones. */
#define WARM_SAMPLES 60
#define COLD_SAMPLES 30
#define WARM_UP 6

#define CLINT 0x2000000UL
#define SOFTWARE_INTERRUPT(hart) (*(volatile u32 *)(CLINT + 4 * (hart)))

#define READ_CSR(csr) ({ u64 value_; asm volatile("csrr %0, " #csr : "=r"(value_) :: "memory"); value_; })
#define WRITE_CSR(csr, value) asm volatile("csrw " #csr ", %0" :: "rK"((u64)(value)) : "memory")
#define SET_CSR(csr, value) asm volatile("csrs " #csr ", %0" :: "rK"((u64)(value)) : "memory")
#define CLEAR_CSR(csr, value) asm volatile("csrc " #csr ", %0" :: "rK"((u64)(value)) : "memory")

/* Ends the program: 0 for success. */
_Noreturn void finish(u64 code);

/* Harts that the machine has: a software interrupt that is not there cannot be set. */
u64 count_harts(void);

/* Samples of the empty pair. */
void measure_empty(void);

#define CHECK(condition, code) do { if (!(condition)) { finish(code); } } while (0)

#define PTE_V 1UL
#define PTE_R 2UL
#define PTE_W 4UL
#define PTE_X 8UL
#define PTE_U 16UL
#define PTE_RW (PTE_V | PTE_R | PTE_W | 0xC0UL)
#define PTE_RWX (PTE_RW | PTE_X)
#define PTE_TO(address, flags) ((((u64)(address)) >> 12 << 10) | (flags))
#define SV39(root) (8UL << 60 | (u64)(root) >> 12)
#define RAM 0x80000000UL
#define GIB (1UL << 30)
#define MIB (1UL << 20)

#endif
