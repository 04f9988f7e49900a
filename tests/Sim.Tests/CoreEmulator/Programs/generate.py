#!/usr/bin/env python3
"""Writes the test programs whose expected values are computed: generate.py FOLDER.

Each instruction's meaning is written here a second time, with Python's unbounded integers and (for floating point) exact
fractions, so that nothing is shared with the machine under test. A group of checks tries one instruction on a table of
operands and numbers its rows from the number that the symbol checks_NAME in the ELF file holds.
"""

import sys
from fractions import Fraction
from math import isqrt
from pathlib import Path

MASK = (1 << 64) - 1


def sext(value, bits=64):
    value &= (1 << bits) - 1
    return value - (1 << bits) if value >> (bits - 1) else value


def u(value, bits=64):
    return value & ((1 << bits) - 1)


def word(value):
    """A 32-bit result as it stands in a register: sign-extended."""
    return u(sext(value, 32))


class Program:
    """The text of one program: code, then tables."""

    def __init__(self, summary):
        self.code = [f"/* {summary} Written by generate.py. */", '#include "everywhere.h"', "", "START_EVERYWHERE"]
        self.data = ["    .data", "    .balign 8"]
        self.checks = 0
        self.names = 0

    def line(self, text):
        self.code.append("    " + text)

    def group(self, name, rows):
        """Numbers for the rows of a group: gp is left one below the first."""
        self.names += 1
        self.code.append("")
        self.code.append(f"    .globl checks_{name}_{self.names}")
        self.code.append(f"    .set checks_{name}_{self.names}, {self.checks + 1}")
        self.line(f"li gp, {self.checks}")
        self.checks += rows

    def table(self, values, directive=".dword"):
        label = f"table_{len(self.data)}"
        self.data.append(f"{label}:")
        for start in range(0, len(values), 8):
            self.data.append(f"    {directive} " + ", ".join(hex(u(v)) for v in values[start:start + 8]))
        self.data.append("    .balign 8")
        return label

    def check(self, name, setup, instruction, register, expected):
        """One check: lines before, the instruction, and what a register must hold afterwards."""
        self.group(name, 1)
        self.line("addi gp, gp, 1")
        for text in setup:
            self.line(text)
        self.line(instruction)
        self.line(f"li t6, {hex(u(expected))}")
        self.line(f"bne {register}, t6, fail")

    def write(self, folder, name):
        Path(folder, name + ".S").write_text("\n".join(self.code + ["    PASS", ""] + self.data) + "\n", encoding="ascii")


VALUES = [
    0, 1, 2, 3, 7, 31, 32, 63, 64, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff,
    0x100000000, 0x123456789abcdef0, 0x7fffffffffffffff, 0x8000000000000000, 0xffffffff80000000, 0xffffffff7fffffff,
    0xfffffffffffffffe, 0xffffffffffffffff, 0xaaaaaaaaaaaaaaaa, 0x5555555555555555, 0x00ff00ff00ff00ff,
    0xfedcba9876543210, 0x8000000000000001, 0x0000000180000000,
]

# Each value once as the first and the second operand, then the pairs that matter for carries, signs and division.
PAIRS = [(VALUES[i], VALUES[(i * 7 + 3) % len(VALUES)]) for i in range(len(VALUES))] + [
    (0, 0), (1, 1), (MASK, MASK), (MASK, 1), (1, MASK), (1 << 63, MASK), (1 << 63, 1), (1 << 63, 1 << 63),
    ((1 << 63) - 1, (1 << 63) - 1), (0xffffffff80000000, MASK), (0x80000000, MASK), (0x80000000, 0xffffffff),
    (0x7fffffff, 0x7fffffff), (0xffffffffffffffff, 0), (0x8000000000000000, 0), (0x80000000, 0),
    (7, u(-2)), (u(-7), 2), (u(-7), u(-2)), (7, 2), (0xdeadbeefcafebabe, 0x0123456789abcdef), (0x1234, 0x3f), (0x1234, 0x1f),
]


def register_register(program, name, operation, assembly=None, pairs=None):
    """rd, rs1, rs2: plain, rd = rs1, rd = rs2, both sources the same, rd = x0."""
    pairs = pairs or PAIRS
    assembly = assembly or (lambda rd, a, b: f"{name} {rd}, {a}, {b}")
    operands = program.operand_table(pairs)
    results = program.table([r for a, b in pairs for r in (operation(a, b), operation(a, a))])
    program.group(name.replace(".", "_"), len(pairs))
    for text in (
        f"la s0, {operands}", f"la s1, {results}", f"li s2, {len(pairs)}",
        "1: ld a1, 0(s0)", "ld a2, 8(s0)", "ld a3, 0(s1)", "ld a6, 8(s1)", "addi gp, gp, 1",
        assembly("a0", "a1", "a2"), "bne a0, a3, fail",
        "mv a4, a1", assembly("a4", "a4", "a2"), "bne a4, a3, fail",
        "mv a4, a2", assembly("a4", "a1", "a4"), "bne a4, a3, fail",
        "mv t0, a1", assembly("t0", "t0", "t0"), "bne t0, a6, fail",
        assembly("x0", "a1", "a2"), "bnez x0, fail", "mv a4, x0", "bnez a4, fail",
        "addi s0, s0, 16", "addi s1, s1, 16", "addi s2, s2, -1", "bnez s2, 1b",
    ):
        program.line(text)


def register_only(program, name, operation, assembly=None):
    """rd, rs: plain, rd = rs, rd = x0."""
    assembly = assembly or (lambda rd, a: f"{name} {rd}, {a}")
    operands = program.value_table()
    results = program.table([operation(a) for a in VALUES])
    program.group(name.replace(".", "_"), len(VALUES))
    for text in (
        f"la s0, {operands}", f"la s1, {results}", f"li s2, {len(VALUES)}",
        "1: ld a1, 0(s0)", "ld a3, 0(s1)", "addi gp, gp, 1",
        assembly("a0", "a1"), "bne a0, a3, fail",
        assembly("a1", "a1"), "bne a1, a3, fail",
        assembly("x0", "a1"), "mv a4, x0", "bnez a4, fail",
        "addi s0, s0, 8", "addi s1, s1, 8", "addi s2, s2, -1", "bnez s2, 1b",
    ):
        program.line(text)


FEW = [0, 1, MASK, 0x7fffffff, 0x80000000, 0x8000000000000000, 0x123456789abcdef0, 0xfedcba9876543210]


def register_immediate(program, name, operation, immediates, assembly=None):
    """rd, rs1, immediate, for each immediate a loop over few values: plain, rd = rs1, rd = x0."""
    assembly = assembly or (lambda rd, a, i: f"{name} {rd}, {a}, {i}")
    operands = program.few_table()
    for immediate in immediates:
        results = program.table([operation(a, immediate) for a in FEW])
        program.group(name.replace(".", "_"), len(FEW))
        for text in (
            f"la s0, {operands}", f"la s1, {results}", f"li s2, {len(FEW)}",
            "1: ld a1, 0(s0)", "ld a3, 0(s1)", "addi gp, gp, 1",
            assembly("a0", "a1", immediate), "bne a0, a3, fail",
            assembly("a1", "a1", immediate), "bne a1, a3, fail",
            assembly("x0", "a0", immediate), "mv a4, x0", "bnez a4, fail",
            "addi s0, s0, 8", "addi s1, s1, 8", "addi s2, s2, -1", "bnez s2, 1b",
        ):
            program.line(text)


def shared(values):
    """A table which is written once a program, when first asked for."""
    def method(self, given=None):
        wanted = tuple(given if given is not None else values)
        known = self.__dict__.setdefault("shared", {})
        if wanted not in known:
            flat = [v for item in wanted for v in (item if isinstance(item, tuple) else (item,))]
            known[wanted] = self.table(flat)
        return known[wanted]
    return method


Program.operand_table = shared(PAIRS)
Program.value_table = shared(VALUES)
Program.few_table = shared(FEW)

IMMEDIATES = [0, 1, -1, 2047, -2048, 0x555, -0x556, 31]
SHIFTS = [0, 1, 31, 32, 33, 63]
WORD_SHIFTS = [0, 1, 15, 31]


# ---------------------------------------------------------------------------------------------- the base and M

def divide(a, b, bits):
    """Signed division towards zero, with the manual's answers for division by zero and overflow: quotient, remainder."""
    a, b = sext(a, bits), sext(b, bits)
    if b == 0:
        return -1, a
    quotient = abs(a) // abs(b)
    if (a < 0) != (b < 0):
        quotient = -quotient
    return quotient, a - quotient * b


def divide_unsigned(a, b, bits):
    a, b = u(a, bits), u(b, bits)
    return (u(-1, bits), a) if b == 0 else (a // b, a % b)


BASE = {
    "add": lambda a, b: u(a + b), "sub": lambda a, b: u(a - b),
    "sll": lambda a, b: u(a << (b & 63)), "srl": lambda a, b: a >> (b & 63), "sra": lambda a, b: u(sext(a) >> (b & 63)),
    "slt": lambda a, b: int(sext(a) < sext(b)), "sltu": lambda a, b: int(a < b),
    "xor": lambda a, b: a ^ b, "or": lambda a, b: a | b, "and": lambda a, b: a & b,
    "addw": lambda a, b: word(a + b), "subw": lambda a, b: word(a - b), "sllw": lambda a, b: word(a << (b & 31)),
    "srlw": lambda a, b: word(u(a, 32) >> (b & 31)), "sraw": lambda a, b: word(sext(a, 32) >> (b & 31)),
}

MULTIPLY = {
    "mul": lambda a, b: u(a * b), "mulh": lambda a, b: u((sext(a) * sext(b)) >> 64),
    "mulhsu": lambda a, b: u((sext(a) * b) >> 64), "mulhu": lambda a, b: (a * b) >> 64,
    "div": lambda a, b: u(divide(a, b, 64)[0]), "divu": lambda a, b: u(divide_unsigned(a, b, 64)[0]),
    "rem": lambda a, b: u(divide(a, b, 64)[1]), "remu": lambda a, b: divide_unsigned(a, b, 64)[1],
    "mulw": lambda a, b: word(a * b),
    "divw": lambda a, b: word(divide(a, b, 32)[0]), "divuw": lambda a, b: word(divide_unsigned(a, b, 32)[0]),
    "remw": lambda a, b: word(divide(a, b, 32)[1]), "remuw": lambda a, b: word(divide_unsigned(a, b, 32)[1]),
}


def integer():
    program = Program("RV64I: computation, upper immediates, every register.")
    for name, operation in BASE.items():
        register_register(program, name, operation)
    for name in ("add", "slt", "xor", "or", "and"):
        register_immediate(program, name + "i", lambda a, i, f=BASE[name]: f(a, u(i)), IMMEDIATES)
    register_immediate(program, "sltiu", lambda a, i: int(a < u(i)), IMMEDIATES)
    register_immediate(program, "addiw", lambda a, i: word(a + i), IMMEDIATES)
    for name in ("sll", "srl", "sra"):
        register_immediate(program, name + "i", BASE[name], SHIFTS)
        register_immediate(program, name + "iw", BASE[name + "w"], WORD_SHIFTS)
    for upper in (0, 1, 0x7ffff, 0x80000, 0xfffff, 0x12345):
        program.check("lui", [], f"lui a0, {upper:#x}", "a0", word(upper << 12))
        program.check("auipc", [], f"1: auipc a0, {upper:#x}\n    la t5, 1b\n    sub a0, a0, t5", "a0", word(upper << 12))
    program.check("lui", ["li t6, 5"], "lui x0, 0xfffff\n    mv a0, x0", "a0", 0)
    registers(program)
    return program


def registers(program):
    """Each register holds its own value, as source, as destination, and through the others."""
    program.group("registers", 31)
    numbers = [n for n in range(1, 32) if n != 3]
    for n in numbers:
        program.line(f"li x{n}, {hex(u(0x0101010101010101 * n ^ (MASK if n % 2 else 0)))}")
    program.data.append("saved: .dword 0")
    program.line("sd x31, saved, x30")
    program.line(f"li x30, {hex(u(0x0101010101010101 * 30))}")
    for n in numbers:
        other = 31 if n != 31 else 30
        program.line("addi gp, gp, 1")
        if n == 31:
            program.line("ld x31, saved")
        program.line(f"li x{other}, {hex(u(0x0101010101010101 * n ^ (MASK if n % 2 else 0)))}")
        program.line(f"bne x{n}, x{other}, fail")
        program.line(f"add x{other}, x{n}, x{n}")
        program.line(f"sub x{other}, x{other}, x{n}")
        program.line(f"bne x{other}, x{n}, fail")


def multiply():
    program = Program("M: products and quotients, with division by zero and overflow.")
    for name, operation in MULTIPLY.items():
        register_register(program, name, operation)
    return program


# ---------------------------------------------------------------------------------------------- bit manipulation

def carryless(a, b):
    result = 0
    for i in range(64):
        if b >> i & 1:
            result ^= a << i
    return result


def reverse(value, bits):
    return int(format(value, f"0{bits}b")[::-1], 2)


def rotate_left(value, amount, bits):
    amount %= bits
    value = u(value, bits)
    return u(value << amount | value >> (bits - amount), bits)


def octets(value):
    return [value >> i & 0xff for i in range(0, 64, 8)]


def from_octets(values):
    return sum(v << 8 * i for i, v in enumerate(values))


def lookup(a, b, bits):
    """xperm4, xperm8: each field of b is an index into the fields of a; beyond the end is zero."""
    count = 64 // bits
    fields = [a >> bits * i & ((1 << bits) - 1) for i in range(count)]
    indices = [b >> bits * i & ((1 << bits) - 1) for i in range(count)]
    return sum((fields[j] if j < count else 0) << bits * i for i, j in enumerate(indices))


def address_generation():
    program = Program("Zba: shifted and zero-extended additions.")
    for n in (1, 2, 3):
        register_register(program, f"sh{n}add", lambda a, b, n=n: u((a << n) + b))
        register_register(program, f"sh{n}add.uw", lambda a, b, n=n: u((u(a, 32) << n) + b))
    register_register(program, "add.uw", lambda a, b: u(u(a, 32) + b))
    register_immediate(program, "slli.uw", lambda a, i: u(u(a, 32) << i), SHIFTS)
    return program


def basic_bits():
    program = Program("Zbb: counting, rotating, comparing, extending, negated logic.")
    for name, operation in {
        "andn": lambda a, b: a & ~b & MASK, "orn": lambda a, b: u(a | ~b), "xnor": lambda a, b: u(~(a ^ b)),
        "max": lambda a, b: u(max(sext(a), sext(b))), "maxu": max, "min": lambda a, b: u(min(sext(a), sext(b))), "minu": min,
        "rol": lambda a, b: rotate_left(a, b & 63, 64), "ror": lambda a, b: rotate_left(a, 64 - (b & 63), 64),
        "rolw": lambda a, b: word(rotate_left(a, b & 31, 32)), "rorw": lambda a, b: word(rotate_left(a, 32 - (b & 31), 32)),
    }.items():
        register_register(program, name, operation)
    for name, operation in {
        "clz": lambda a: 64 - a.bit_length(), "ctz": lambda a: (a & -a).bit_length() - 1 if a else 64,
        "cpop": lambda a: bin(a).count("1"), "clzw": lambda a: 32 - u(a, 32).bit_length(),
        "ctzw": lambda a: (u(a, 32) & -u(a, 32)).bit_length() - 1 if u(a, 32) else 32,
        "cpopw": lambda a: bin(u(a, 32)).count("1"),
        "sext.b": lambda a: u(sext(a, 8)), "sext.h": lambda a: u(sext(a, 16)), "zext.h": lambda a: u(a, 16),
        "orc.b": lambda a: from_octets([0xff if v else 0 for v in octets(a)]),
        "rev8": lambda a: from_octets(octets(a)[::-1]),
    }.items():
        register_only(program, name, operation)
    register_immediate(program, "rori", lambda a, i: rotate_left(a, 64 - i, 64), SHIFTS)
    register_immediate(program, "roriw", lambda a, i: word(rotate_left(a, 32 - i, 32)), WORD_SHIFTS)
    return program


def carryless_product():
    program = Program("Zbc: carry-less products.")
    register_register(program, "clmul", lambda a, b: u(carryless(a, b)))
    register_register(program, "clmulh", lambda a, b: carryless(a, b) >> 64)
    register_register(program, "clmulr", lambda a, b: u(carryless(a, b) >> 63))
    return program


def single_bits():
    program = Program("Zbs: single bits.")
    for name, operation in {
        "bclr": lambda a, b: a & ~(1 << (b & 63)), "bext": lambda a, b: a >> (b & 63) & 1,
        "binv": lambda a, b: a ^ 1 << (b & 63), "bset": lambda a, b: a | 1 << (b & 63),
    }.items():
        register_register(program, name, operation)
        register_immediate(program, name + "i", operation, SHIFTS)
    return program


def cipher_bits():
    program = Program("Zbkb and Zbkx: packing, reversing, permuting by table.")
    for name, operation in {
        "pack": lambda a, b: u(a, 32) | u(b, 32) << 32, "packh": lambda a, b: u(a, 8) | u(b, 8) << 8,
        "packw": lambda a, b: word(u(a, 16) | u(b, 16) << 16),
        "xperm4": lambda a, b: lookup(a, b, 4), "xperm8": lambda a, b: lookup(a, b, 8),
    }.items():
        register_register(program, name, operation)
    indices = [(0xfedcba9876543210, b) for b in (0x0706050403020100, 0x0001020304050607, 0x8007060504030208, 0x0123456789abcdef)]
    register_register(program, "xperm8", lambda a, b: lookup(a, b, 8), None, indices)
    register_register(program, "xperm4", lambda a, b: lookup(a, b, 4), None, indices)
    register_only(program, "brev8", lambda a: from_octets([reverse(v, 8) for v in octets(a)]))
    return program


def conditional():
    program = Program("Zicond: a value or zero.")
    encoded = lambda funct3: lambda rd, a, b: f".insn r 0x33, {funct3}, 7, {rd}, {a}, {b}"
    pairs = PAIRS + [(5, 0), (0, 5), (MASK, 1 << 63), (MASK, 1 << 32), (0, 0)]
    register_register(program, "czero.eqz", lambda a, b: 0 if b == 0 else a, encoded(5), pairs)
    register_register(program, "czero.nez", lambda a, b: 0 if b != 0 else a, encoded(7), pairs)
    return program


# ---------------------------------------------------------------------------------------------- control transfer

BRANCHES = {
    "beq": lambda a, b: a == b, "bne": lambda a, b: a != b, "blt": lambda a, b: sext(a) < sext(b),
    "bge": lambda a, b: sext(a) >= sext(b), "bltu": lambda a, b: a < b, "bgeu": lambda a, b: a >= b,
}


def branches():
    program = Program("Branches and jumps: taken and not, forwards and backwards, near and far.")
    pairs = PAIRS
    for name, condition in BRANCHES.items():
        operands = program.operand_table(pairs)
        results = program.table([int(condition(a, b)) for a, b in pairs], ".byte")
        program.group(name, len(pairs))
        for text in (
            f"la s0, {operands}", f"la s1, {results}", f"li s2, {len(pairs)}",
            "1: ld a1, 0(s0)", "ld a2, 8(s0)", "lbu a3, 0(s1)", "addi gp, gp, 1", "li a0, 0",
            f"{name} a1, a2, 2f", "j 3f", "4: addi a0, a0, 1", "j 5f", "2: li a0, 1", f"{name} a1, a2, 4b", "j fail",
            "3: li a0, 0", "6: j 7f", "5: addi a0, a0, -1", "7: bne a0, a3, fail",
            "addi s0, s0, 16", "addi s1, s1, 1", "addi s2, s2, -1", "bnez s2, 1b",
        ):
            program.line(text)
        left, right = ("x0", "x0") if name in ("beq", "bge", "bgeu") else ("x0", "a1")
        program.group(name + "_far", 1)
        for text in ("addi gp, gp, 1", "li a1, 1", "j 2f", "1: j 3f", ".skip 4088, 0", ".option push", ".option norvc",
                     f"2: {name} {left}, {right}, 1b", ".option pop", "j fail", "3:"):
            program.line(text)
    for text in ("jal a0, 1f", "2: j fail", "1: la t6, 2b", "bne a0, t6, fail"):
        if text.startswith("jal"):
            program.group("jal", 1)
            program.line("addi gp, gp, 1")
        program.line(text)
    for register in ("a0", "ra", "t0", "a1"):  # jalr with rd = rs1, and an odd target whose lowest bit is dropped
        for offset in (0, 1, -3, 2047, -2048):
            program.group("jalr", 1)
            program.line("addi gp, gp, 1")
            program.line(".option push\n    .option norvc")
            program.line("la a1, 1f")
            program.line(f"li a2, {-offset}\n    add a1, a1, a2")
            program.line(f"jalr {register}, {offset}(a1)")
            program.line("2: j fail")
            program.line(f"1: la t6, 2b\n    bne {register}, t6, fail")
            program.line(".option pop")
    program.group("jalr_x0", 1)
    for text in ("addi gp, gp, 1", "la a1, 1f", "jalr x0, 0(a1)", "j fail", "1: mv a0, x0", "bnez a0, fail"):
        program.line(text)
    program.group("jal_far", 1)
    for text in ("addi gp, gp, 1", "j 1f", ".balign 4", "3: ret", ".skip 0x8000, 0", "1: jal ra, 3b", "jal x0, 2f", "j fail", "2:"):
        program.line(text)
    return program


# ---------------------------------------------------------------------------------------------- memory

def memory():
    program = Program("Loads and stores of each width, sign and offset.")
    content = [(i * 37 + 0x85) & 0xff for i in range(64)]
    program.data.append("    .balign 4096\n    .skip 2048\nbytes: .byte " + ", ".join(map(hex, content)) + "\n    .balign 8")
    widths = {"b": 1, "h": 2, "w": 4, "d": 8}

    def loaded(at, size, signed):
        value = int.from_bytes(bytes(content[at:at + size]), "little")
        return u(sext(value, 8 * size)) if signed else value

    for letter, size in widths.items():
        for signed in (True, False) if size < 8 else (True,):
            name = "l" + letter + ("" if signed else "u")
            for at in range(0, 24, size):
                program.check(name, ["la a1, bytes"], f"{name} a0, {at}(a1)", "a0", loaded(at, size, signed))
            for offset in (-2048, -8, 2040):
                program.check(name, ["la a1, bytes + 16", f"li a2, {-offset}", "add a1, a1, a2"],
                              f"{name} a1, {offset}(a1)", "a1", loaded(16, size, signed))
            program.check(name, ["la a1, bytes"], f"{name} x0, 0(a1)\n    mv a0, x0", "a0", 0)
    source = 0xf1e2d3c4b5a69788
    for letter, size in widths.items():
        name = "s" + letter
        for at in range(0, 16, size):
            before = bytearray([0x5a] * 16)
            before[at:at + size] = (source & ((1 << 8 * size) - 1)).to_bytes(size, "little")
            setup = ["la a1, target", "li a2, 0x5a5a5a5a5a5a5a5a", "sd a2, 0(a1)", "sd a2, 8(a1)", f"li a2, {source:#x}",
                     f"{name} a2, {at}(a1)"]
            program.check(name, setup, "ld a0, 0(a1)", "a0", int.from_bytes(before[:8], "little"))
            program.check(name, [], "ld a0, 8(a1)", "a0", int.from_bytes(before[8:], "little"))
        for offset in (-2048, -8, 2040):
            program.check(name, ["la a1, target", "sd x0, 0(a1)", f"li a2, {-offset}", "add a1, a1, a2", f"li a2, {source:#x}",
                                 f"{name} a2, {offset}(a1)", "la a1, target"], "ld a0, 0(a1)", "a0", u(source, 8 * size))
        program.check(name, ["la a1, target", "li a2, -1", "sd a2, 0(a1)", f"{name} x0, 0(a1)"], "ld a0, 0(a1)", "a0",
                      MASK & ~((1 << 8 * size) - 1))
    program.data.append("target: .dword 0, 0")
    return program


def misaligned():
    program = Program("Misaligned loads and stores, which succeed: each width at each offset, within and across lines and pages.")
    content = [(i * 91 + 0x93) & 0xff for i in range(32)]
    program.data.append("    .section .bss\n    .balign 4096\n    .skip 4096\npage: .skip 4096\n    .data")
    table = program.table(content, ".byte")
    widths = {"h": 2, "w": 4, "d": 8}
    fill = [f"la s0, {table}", "li s2, 32", "1: lbu a2, 0(s0)", "sb a2, 0(s1)", "addi s0, s0, 1", "addi s1, s1, 1",
            "addi s2, s2, -1", "bnez s2, 1b"]
    for base in (0, 48, 4080 - 4096):  # within a page; across a line of 64 bytes; across a page
        program.line(f"la s1, page + {base}")
        for text in fill:
            program.line(text)
        for letter, size in widths.items():
            for at in range(1, 17):
                if at % size == 0:
                    continue
                value = int.from_bytes(bytes(content[at:at + size]), "little")
                program.check("l" + letter, [f"la a1, page + {base}"], f"l{letter} a0, {at}(a1)", "a0", u(sext(value, 8 * size)))
                if size < 8:
                    program.check("l" + letter + "u", [], f"l{letter}u a0, {at}(a1)", "a0", value)
                else:
                    program.check("fld", [f"fld fa0, {at}(a1)"], "fmv.x.d a0, fa0", "a0", value)
                if size == 4:
                    program.check("flw", [f"flw fa0, {at}(a1)"], "fmv.x.d a0, fa0", "a0", value | 0xffffffff00000000)
                if size == 2:
                    program.check("flh", [f"flh fa0, {at}(a1)"], "fmv.x.d a0, fa0", "a0", value | 0xffffffffffff0000)
        source = 0x1827364554637281
        for letter, size in widths.items():
            for at in range(1, 17):
                if at % size == 0:
                    continue
                whole = bytearray([0xa5] * 24)
                whole[at:at + size] = u(source, 8 * size).to_bytes(size, "little")
                floating = {2: "fsh", 4: "fsw", 8: "fsd"}[size]
                stores = [f"s{letter} a2, {at}(a1)", f"fmv.d.x fa0, a2\n    {floating} fa0, {at}(a1)"]
                store = stores[at // 2 % 2]
                program.check("s" + letter, [f"la a1, page + {base}", "li a2, 0xa5a5a5a5a5a5a5a5", "sd a2, 0(a1)", "sd a2, 8(a1)",
                                             "sd a2, 16(a1)", f"li a2, {source:#x}", store], "ld a0, 0(a1)", "a0",
                              int.from_bytes(whole[:8], "little"))
                program.check("s" + letter, [], "ld a0, 8(a1)", "a0", int.from_bytes(whole[8:16], "little"))
                program.check("s" + letter, [], "ld a0, 16(a1)", "a0", int.from_bytes(whole[16:], "little"))
    return program


def atomics():
    program = Program("A: every atomic operation, word and doubleword, each ordering; reservations.")
    operations = {
        "amoswap": lambda m, r: r, "amoadd": lambda m, r: m + r, "amoxor": lambda m, r: m ^ r, "amoand": lambda m, r: m & r,
        "amoor": lambda m, r: m | r, "amomin": min, "amomax": max, "amominu": None, "amomaxu": None,
    }
    pairs = [p for p in PAIRS[::2]] + [(0x8000000000000000, 1), (0x7fffffff, 0x80000000), (0xffffffff00000001, 2)]
    operands = program.operand_table(pairs)
    program.data.append("cell: .dword 0, 0, 0")
    for name, operation in operations.items():
        for letter, bits in (("w", 32), ("d", 64)):
            def result(m, r):
                if operation is None:
                    return (min if name == "amominu" else max)(u(m, bits), u(r, bits))
                return u(operation(sext(m, bits), sext(r, bits)), bits)
            high = lambda m: m & ~((1 << bits) - 1)
            results = program.table([v for m, r in pairs for v in (u(sext(m, bits)), high(m) | result(m, r))])
            program.group(f"{name}_{letter}", len(pairs))
            program.line(f"la s0, {operands}\n    la s1, {results}\n    li s2, {len(pairs)}\n    la a5, cell + 8")
            program.line("1: ld a1, 0(s0)\n    ld a2, 8(s0)\n    ld a3, 0(s1)\n    ld a4, 8(s1)\n    addi gp, gp, 1")
            for suffix in ("", ".aq", ".rl", ".aqrl"):
                program.line("sd a1, 0(a5)")
                program.line(f"{name}.{letter}{suffix} a0, a2, (a5)")
                program.line("bne a0, a3, fail\n    ld a0, 0(a5)\n    bne a0, a4, fail")
            program.line(f"sd a1, 0(a5)\n    mv a0, a2\n    {name}.{letter} a0, a0, (a5)\n    bne a0, a3, fail\n    ld a0, 0(a5)\n    bne a0, a4, fail")
            program.line(f"sd a1, 0(a5)\n    mv a0, a5\n    {name}.{letter} a0, a2, (a0)\n    bne a0, a3, fail\n    ld a0, 0(a5)\n    bne a0, a4, fail")
            program.line(f"sd a1, 0(a5)\n    {name}.{letter} x0, a2, (a5)\n    ld a0, 0(a5)\n    bne a0, a4, fail\n    bnez x0, fail")
            program.line("addi s0, s0, 16\n    addi s1, s1, 16\n    addi s2, s2, -1\n    bnez s2, 1b")
            program.line("ld a0, -8(a5)\n    bnez a0, fail\n    ld a0, 8(a5)\n    bnez a0, fail")
    return program


# ---------------------------------------------------------------------------------------------- compressed

def compressed():
    program = Program("C: every compressed instruction; the hint and reserved ones are left to other programs.")
    check = program.check
    value = 0x8123456789abcdef
    for rd, other in (("a0", "a1"), ("s0", "a5"), ("t3", "s11"), ("ra", "t5")):
        check("c_mv", [f"li {other}, {value:#x}"], f"c.mv {rd}, {other}", rd, value)
        check("c_add", [f"li {other}, {value:#x}", f"li {rd}, 0x7edcba9876543211"], f"c.add {rd}, {other}", rd, 0)
        check("c_add", [f"li {rd}, {value:#x}"], f"c.add {rd}, {rd}", rd, 2 * value)
    for rd in ("a0", "s1", "t4", "ra"):
        for i in (0, 1, -1, 31, -32, 21, -22):
            check("c_li", [], f"c.li {rd}, {i}", rd, i)
            check("c_addiw", [f"li {rd}, {value:#x}"], f"c.addiw {rd}, {i}", rd, word(value + i))
            if i:
                check("c_addi", [f"li {rd}, {value:#x}"], f"c.addi {rd}, {i}", rd, value + i)
        for i in (1, 31, 0xfffe0, 0xfffff, 21):
            check("c_lui", [], f"c.lui {rd}, {i}", rd, word(i << 12))
        for i in (1, 31, 32, 63):
            check("c_slli", [f"li {rd}, {value:#x}"], f"c.slli {rd}, {i}", rd, value << i)
    for rd in ("a0", "s0", "a5", "s1"):
        for i in (1, 31, 32, 63):
            check("c_srli", [f"li {rd}, {value:#x}"], f"c.srli {rd}, {i}", rd, value >> i)
            check("c_srai", [f"li {rd}, {value:#x}"], f"c.srai {rd}, {i}", rd, sext(value) >> i)
        for i in (0, 1, -1, 31, -32, 21):
            check("c_andi", [f"li {rd}, {value:#x}"], f"c.andi {rd}, {i}", rd, value & u(i))
    two = {
        "sub": lambda a, b: a - b, "xor": lambda a, b: a ^ b, "or": lambda a, b: a | b, "and": lambda a, b: a & b,
        "subw": lambda a, b: word(a - b), "addw": lambda a, b: word(a + b),
    }
    for name, operation in two.items():
        for rd, other in (("a0", "a1"), ("s0", "a5"), ("s1", "a4")):
            for a, b in ((value, 0x1fedcba987654321), (1, 2), (MASK, 0x80000000), (0x7fffffff, 1)):
                check("c_" + name, [f"li {rd}, {a:#x}", f"li {other}, {b:#x}"], f"c.{name} {rd}, {other}", rd, operation(a, b))
        check("c_" + name, [f"li a0, {value:#x}"], f"c.{name} a0, a0", "a0", operation(value, value))
    stack = "la sp, area"
    program.data.append("    .balign 16\narea: .skip 512\n    .balign 8")
    for i in (16, -16, 496, -512):
        check("c_addi16sp", ["li sp, 0x1000"], f"c.addi16sp sp, {i}", "sp", 0x1000 + i)
    for i in (4, 8, 1020, 508, 512, 64):
        for rd in ("a0", "s0"):
            check("c_addi4spn", ["li sp, 0x10000"], f"c.addi4spn {rd}, sp, {i}", rd, 0x10000 + i)
    for offset in (0, 4, 8, 64, 128, 252):
        for r in ("a0", "t5", "s8"):
            check("c_lwsp", [stack, f"li a3, {value:#x}", f"sd a3, {offset // 8 * 8}(sp)"], f"c.lwsp {r}, {offset}(sp)", r,
                  word(value >> 8 * (offset % 8)))
        check("c_swsp", [stack, f"li s7, {value:#x}", f"sd zero, {offset // 8 * 8}(sp)", f"c.swsp s7, {offset}(sp)"],
              f"ld a0, {offset // 8 * 8}(sp)", "a0", u(value, 32) << 8 * (offset % 8))
    for offset in (0, 8, 64, 256, 504):
        check("c_ldsp", [stack, f"li a3, {value:#x}", f"sd a3, {offset}(sp)"], f"c.ldsp s9, {offset}(sp)", "s9", value)
        check("c_sdsp", [stack, f"li s7, {value:#x}", f"c.sdsp s7, {offset}(sp)"], f"ld a0, {offset}(sp)", "a0", value)
        check("c_fldsp", [stack, f"li a3, {value:#x}", f"sd a3, {offset}(sp)", f"c.fldsp ft11, {offset}(sp)"],
              "fmv.x.d a0, ft11", "a0", value)
        check("c_fsdsp", [stack, f"li a3, {value + 1:#x}", "fmv.d.x fs2, a3", f"c.fsdsp fs2, {offset}(sp)"],
              f"ld a0, {offset}(sp)", "a0", value + 1)
    for offset in (0, 4, 8, 64, 124):
        check("c_lw", ["la a1, area", f"li a3, {value:#x}", f"sd a3, {offset // 8 * 8}(a1)"], f"c.lw a0, {offset}(a1)", "a0",
              word(value >> 8 * (offset % 8)))
        check("c_lw", ["la a1, area"], f"c.lw a1, {offset}(a1)", "a1", word(value >> 8 * (offset % 8)))
        check("c_sw", ["la s0, area", f"li a5, {value:#x}", f"sd zero, {offset // 8 * 8}(s0)", f"c.sw a5, {offset}(s0)"],
              f"ld a0, {offset // 8 * 8}(s0)", "a0", u(value, 32) << 8 * (offset % 8))
    for offset in (0, 8, 64, 128, 248):
        check("c_ld", ["la a1, area", f"li a3, {value:#x}", f"sd a3, {offset}(a1)"], f"c.ld a0, {offset}(a1)", "a0", value)
        check("c_sd", ["la s1, area", f"li a5, {value + 2:#x}", f"c.sd a5, {offset}(s1)"], f"ld a0, {offset}(s1)", "a0", value + 2)
        check("c_fld", ["la a1, area", f"c.fld fs0, {offset}(a1)"], "fmv.x.d a0, fs0", "a0", value + 2)
        check("c_fsd", ["la a1, area", f"li a3, {value + 3:#x}", "fmv.d.x fa5, a3", f"c.fsd fa5, {offset}(a1)"],
              f"ld a0, {offset}(a1)", "a0", value + 3)
    transfers(program)
    return program


def transfers(program):
    """Compressed jumps and branches."""
    for register in ("a0", "s1"):
        for name, taken_when in (("c.beqz", 0), ("c.bnez", 5)):
            for content in (0, 5, 1 << 63, 1 << 32):
                taken = (content == 0) == (taken_when == 0)
                program.group(name.replace(".", "_"), 1)
                program.line(f"addi gp, gp, 1\n    li {register}, {content:#x}\n    {name} {register}, 1f")
                program.line(f"{'j fail' if taken else 'j 2f'}\n1:  {'nop' if taken else 'j fail'}\n2:")
        for name, content in (("c.beqz", 0), ("c.bnez", 1)):  # backwards as far as they reach: 256 bytes
            program.group(name.replace(".", "_") + "_far", 1)
            program.line(f"addi gp, gp, 1\n    li {register}, {content}\n    j 2f\n    .balign 4\n1:  j 3f\n    .balign 4")
            program.line(f".skip 252, 0\n2:  {name} {register}, 1b\n    j fail\n3:")
            program.group(name.replace(".", "_") + "_far", 1)
            program.line(f"addi gp, gp, 1\n    {name} {register}, 1f\n    j fail\n    .balign 2\n    .skip 248, 0\n1:")
    program.group("c_j", 2)
    program.line("addi gp, gp, 1\n    c.j 1f\n    j fail\n1:  addi gp, gp, 1\n    j 2f\n    .balign 4\n1:  j 3f\n    .skip 2040, 0\n2:  c.j 1b\n    j fail\n3:")
    for register in ("a0", "t4"):
        program.group("c_jr", 1)
        program.line(f"addi gp, gp, 1\n    la {register}, 1f + 1\n    c.jr {register}\n    j fail\n    .balign 2\n1:")
        program.group("c_jalr", 1)
        program.line(f"addi gp, gp, 1\n    la {register}, 1f\n    c.jalr {register}\n2:  j fail\n1:  la t6, 2b\n    bne ra, t6, fail")
    program.group("c_jalr_ra", 1)
    program.line("addi gp, gp, 1\n    la ra, 1f\n    c.jalr ra\n2:  j fail\n1:  la t6, 2b\n    bne ra, t6, fail")
    program.group("c_nop", 1)
    program.line("addi gp, gp, 1\n    c.nop")


def more_compressed():
    """Zcb; the assembler does not know it, so the encodings are put together here as in the manual's table."""
    program = Program("Zcb: bytes and halfwords, extensions, complement and product in 16 bits.")
    check = program.check
    number = {"s0": 0, "s1": 1, "a0": 2, "a1": 3, "a2": 4, "a3": 5, "a4": 6, "a5": 7}

    def access(name, reg, base, offset):
        byte_offset = (offset & 1) << 6 | (offset >> 1 & 1) << 5
        half_offset = (offset >> 1 & 1) << 5
        fields = {"lbu": byte_offset, "lhu": 1 << 10 | half_offset, "lh": 1 << 10 | 1 << 6 | half_offset,
                  "sb": 2 << 10 | byte_offset, "sh": 3 << 10 | half_offset}[name]
        return f".2byte {0b100 << 13 | fields | number[base] << 7 | number[reg] << 2:#x} /* c.{name} {reg}, {offset}({base}) */"

    def unary(name, reg):
        select = {"zext.b": 0, "sext.b": 1, "zext.h": 2, "sext.h": 3, "zext.w": 4, "not": 5}[name]
        return f".2byte {0b100111 << 10 | number[reg] << 7 | 0b11 << 5 | select << 2 | 1:#x} /* c.{name} {reg} */"

    def product(rd, other):
        return f".2byte {0b100111 << 10 | number[rd] << 7 | 0b10 << 5 | number[other] << 2 | 1:#x} /* c.mul {rd}, {other} */"

    content = 0xf18293a4b5c6d7e8
    program.data.append(f"cell: .dword {content:#x}")
    for reg, base in (("a0", "a1"), ("a5", "s0"), ("a2", "a2")):
        for offset in range(4):
            check("c_lbu", [f"la {base}, cell"], access("lbu", reg, base, offset), reg, content >> 8 * offset & 0xff)
            if reg != base:
                check("c_sb", [f"la {base}, cell", f"li {reg}, {content:#x}", f"sd {reg}, 0({base})", f"li {reg}, 0x1234",
                               access("sb", reg, base, offset)], f"ld t0, 0({base})", "t0",
                      content & ~(0xff << 8 * offset) | 0x34 << 8 * offset)
                program.line(f"la {base}, cell\n    li {reg}, {content:#x}\n    sd {reg}, 0({base})")
        for offset in (0, 2):
            half = content >> 8 * offset & 0xffff
            check("c_lhu", [f"la {base}, cell"], access("lhu", reg, base, offset), reg, half)
            check("c_lh", [f"la {base}, cell"], access("lh", reg, base, offset), reg, sext(half, 16))
            if reg != base:
                check("c_sh", [f"la {base}, cell", f"li {reg}, {content:#x}", f"sd {reg}, 0({base})", f"li {reg}, 0x981234",
                               access("sh", reg, base, offset)], f"ld t0, 0({base})", "t0",
                      content & ~(0xffff << 8 * offset) | 0x1234 << 8 * offset)
                program.line(f"la {base}, cell\n    li {reg}, {content:#x}\n    sd {reg}, 0({base})")
    for name, operation in {
        "zext.b": lambda a: u(a, 8), "sext.b": lambda a: sext(a, 8), "zext.h": lambda a: u(a, 16), "sext.h": lambda a: sext(a, 16),
        "zext.w": lambda a: u(a, 32), "not": lambda a: ~a,
    }.items():
        for reg in ("a0", "s0", "a5"):
            for value in (0, MASK, 0x7f, 0x80, 0x8000, 0x123456789abcdef0, 0x80000000):
                check("c_" + name.replace(".", "_"), [f"li {reg}, {value:#x}"], unary(name, reg), reg, operation(value))
    for rd, other in (("a0", "a1"), ("s0", "a5"), ("a2", "a2")):
        for a, b in ((3, 5), (MASK, MASK), (0x123456789abcdef0, 0xfedcba987), (1 << 63, 3)):
            setup = [f"li {rd}, {a:#x}"] + ([f"li {other}, {b:#x}"] if other != rd else [])
            check("c_mul", setup, product(rd, other), rd, a * (b if other != rd else a))
    return program


# ---------------------------------------------------------------------------------------------- floating point

NEAREST_EVEN, TOWARDS_ZERO, DOWN, UP, NEAREST_AWAY = range(5)
MODES = ["rne", "rtz", "rdn", "rup", "rmm"]
INVALID, DIVIDE, OVERFLOW, UNDERFLOW, INEXACT = 16, 8, 4, 2, 1


class Format:
    """An IEEE 754 binary format."""

    def __init__(self, letter, exponent, fraction):
        self.letter, self.exponent, self.fraction = letter, exponent, fraction
        self.bits = 1 + exponent + fraction
        self.bias = (1 << exponent - 1) - 1
        self.sign = 1 << self.bits - 1
        self.infinity = ((1 << exponent) - 1) << fraction
        self.nan = self.infinity | 1 << fraction - 1
        self.largest = self.infinity - 1
        self.one = self.bias << fraction
        self.box = MASK & ~((1 << self.bits) - 1)

    def is_nan(self, x):
        return x & ~self.sign > self.infinity

    def is_signalling(self, x):
        return self.is_nan(x) and not x >> self.fraction - 1 & 1

    def is_infinite(self, x):
        return x & ~self.sign == self.infinity

    def is_zero(self, x):
        return x & ~self.sign == 0

    def negative(self, x):
        return x >> self.bits - 1

    def value(self, x):
        """The exact value of a finite number."""
        exponent = x >> self.fraction & ((1 << self.exponent) - 1)
        fraction = x & ((1 << self.fraction) - 1)
        if exponent:
            fraction |= 1 << self.fraction
        else:
            exponent = 1
        magnitude = Fraction(fraction) * Fraction(2) ** (exponent - self.bias - self.fraction)
        return -magnitude if self.negative(x) else magnitude

    def round(self, value, mode, sign=0):
        """The number nearest an exact value, and the flags; `sign` is that of an exact zero."""
        if value == 0:
            return (self.sign if sign else 0), 0
        negative = value < 0
        magnitude = abs(value)
        exponent = magnitude.numerator.bit_length() - magnitude.denominator.bit_length()
        if Fraction(2) ** exponent > magnitude:
            exponent -= 1
        smallest = 1 - self.bias

        def at(exponent):
            return to_integer(magnitude / Fraction(2) ** (exponent - self.fraction), mode, negative)

        kept, inexact = at(max(exponent, smallest))
        # Tininess is found after rounding, as if the exponent had no lower bound.
        unbounded, _ = at(exponent)
        tiny = exponent < smallest and not (exponent == smallest - 1 and unbounded == 2 << self.fraction)
        flags = (INEXACT if inexact else 0) | (UNDERFLOW if inexact and tiny else 0)
        result = ((max(exponent, smallest) - smallest) << self.fraction) + kept
        if result >= self.infinity:
            flags = OVERFLOW | INEXACT
            away = mode in (NEAREST_EVEN, NEAREST_AWAY) or mode == (DOWN if negative else UP)
            result = self.infinity if away else self.largest
        return result | (self.sign if negative else 0), flags


def to_integer(magnitude, mode, negative):
    """A magnitude rounded to an integer: the integer, and whether it was inexact."""
    whole, rest = divmod(magnitude.numerator, magnitude.denominator)
    if rest == 0:
        return whole, False
    half = 2 * rest - magnitude.denominator
    up = {
        NEAREST_EVEN: half > 0 or half == 0 and whole & 1, NEAREST_AWAY: half >= 0, TOWARDS_ZERO: False,
        DOWN: negative, UP: not negative,
    }[mode]
    return whole + (1 if up else 0), True


def invalid_of(form, *operands):
    return INVALID if any(form.is_signalling(x) for x in operands) else 0


def add(form, a, b, mode, subtract=False):
    if form.is_nan(a) or form.is_nan(b):
        return form.nan, invalid_of(form, a, b)
    if subtract:
        b ^= form.sign
    if form.is_infinite(a) or form.is_infinite(b):
        if form.is_infinite(a) and form.is_infinite(b) and a != b:
            return form.nan, INVALID
        return (a if form.is_infinite(a) else b), 0
    both = form.negative(a) and form.negative(b)
    either = form.negative(a) or form.negative(b)
    return form.round(form.value(a) + form.value(b), mode, either if mode == DOWN else both)


def multiply_floating(form, a, b, mode):
    if form.is_nan(a) or form.is_nan(b):
        return form.nan, invalid_of(form, a, b)
    sign = form.negative(a) ^ form.negative(b)
    if form.is_infinite(a) or form.is_infinite(b):
        if form.is_zero(a) or form.is_zero(b):
            return form.nan, INVALID
        return form.infinity | (form.sign if sign else 0), 0
    return form.round(form.value(a) * form.value(b), mode, sign)


def divide_floating(form, a, b, mode):
    if form.is_nan(a) or form.is_nan(b):
        return form.nan, invalid_of(form, a, b)
    sign = form.sign if form.negative(a) ^ form.negative(b) else 0
    if form.is_infinite(a):
        return (form.nan, INVALID) if form.is_infinite(b) else (form.infinity | sign, 0)
    if form.is_infinite(b):
        return sign, 0
    if form.is_zero(b):
        return (form.nan, INVALID) if form.is_zero(a) else (form.infinity | sign, DIVIDE)
    return form.round(form.value(a) / form.value(b), mode, sign)


def square_root(form, a, mode):
    if form.is_nan(a):
        return form.nan, invalid_of(form, a)
    if form.is_zero(a) or a == form.infinity:
        return a, 0
    if form.negative(a):
        return form.nan, INVALID
    # Enough bits that neither a tie nor an exact value is mistaken: the rest is told by one sticky bit.
    value = form.value(a)
    shift = 1200
    scaled = value.numerator * (1 << 2 * shift) // value.denominator
    root = isqrt(scaled)
    exact = root * root == scaled and value.numerator * (1 << 2 * shift) % value.denominator == 0
    return form.round(Fraction(2 * root + (0 if exact else 1), 1 << shift + 1), mode)


def fused(form, a, b, c, mode, negate_product, negate_addend):
    if form.is_nan(a) or form.is_nan(b) or form.is_nan(c):
        product_invalid = form.is_infinite(a) and form.is_zero(b) or form.is_zero(a) and form.is_infinite(b)
        return form.nan, INVALID if product_invalid else invalid_of(form, a, b, c)
    if form.is_infinite(a) and form.is_zero(b) or form.is_zero(a) and form.is_infinite(b):
        return form.nan, INVALID
    sign = form.negative(a) ^ form.negative(b) ^ negate_product
    if negate_addend:
        c ^= form.sign
    if form.is_infinite(a) or form.is_infinite(b):
        if form.is_infinite(c) and form.negative(c) != sign:
            return form.nan, INVALID
        return form.infinity | (form.sign if sign else 0), 0
    if form.is_infinite(c):
        return c, 0
    product = form.value(a) * form.value(b)
    if negate_product:
        product = -product
    both, either = sign and form.negative(c), sign or form.negative(c)
    return form.round(product + form.value(c), mode, either if mode == DOWN else both)


def ordered(form, x):
    """A key that orders numbers, -0 below +0."""
    return -(x & ~form.sign) - 1 if form.negative(x) else x


def extreme(form, a, b, want_max):
    flags = invalid_of(form, a, b)
    if form.is_nan(a) and form.is_nan(b):
        return form.nan, flags
    if form.is_nan(a) or form.is_nan(b):
        return (b if form.is_nan(a) else a), flags
    return (max if want_max else min)(a, b, key=lambda x: ordered(form, x)), flags


def compare(form, a, b, name):
    if form.is_nan(a) or form.is_nan(b):
        return 0, invalid_of(form, a, b) if name == "feq" else INVALID
    left, right = (0 if form.is_zero(x) else ordered(form, x) + (1 if form.negative(x) else 0) for x in (a, b))
    return int({"feq": left == right, "flt": left < right, "fle": left <= right}[name]), 0


def classify(form, x):
    negative = form.negative(x)
    if form.is_nan(x):
        return 1 << (8 if form.is_signalling(x) else 9)
    if form.is_infinite(x):
        return 1 << (0 if negative else 7)
    if form.is_zero(x):
        return 1 << (3 if negative else 4)
    subnormal = not x & form.infinity
    return 1 << ((2 if subnormal else 1) if negative else (5 if subnormal else 6))


def to_register(form, x, mode, bits, signed):
    """fcvt.w, .wu, .l, .lu: the register, and the flags."""
    lowest, highest = (-(1 << bits - 1), (1 << bits - 1) - 1) if signed else (0, (1 << bits) - 1)
    if form.is_nan(x):
        return u(sext(highest, bits)), INVALID
    if form.is_infinite(x):
        return u(sext(lowest if form.negative(x) else highest, bits)), INVALID
    value = form.value(x)
    whole, inexact = to_integer(abs(value), mode, value < 0)
    if value < 0:
        whole = -whole
    if not lowest <= whole <= highest:
        return u(sext(lowest if whole < lowest else highest, bits)), INVALID
    return u(sext(whole, bits)), INEXACT if inexact else 0


def convert(source, target, x, mode):
    if source.is_nan(x):
        return target.nan, invalid_of(source, x)
    sign = target.sign if source.negative(x) else 0
    if source.is_infinite(x):
        return target.infinity | sign, 0
    return target.round(source.value(x), mode, source.negative(x))


HALF, SINGLE, DOUBLE = Format("h", 5, 10), Format("s", 8, 23), Format("d", 11, 52)


def numbers(form):
    """Values at and beside the corners of a format."""
    one, ulp = form.one, 1
    minimum = 1 << form.fraction
    positive = [
        0, ulp, 2, 3, minimum - 1, minimum, minimum + 1, form.one >> 1, one - 1, one, one + 1, one + (1 << form.fraction - 1),
        one + (1 << form.fraction), form.largest, form.largest - 1, form.infinity, one + 0x155,
    ]
    return positive + [x | form.sign for x in positive] + [form.nan, form.infinity | 1, form.sign | form.infinity | 2, form.nan | form.sign | 5]


def operand_pairs(form):
    values = numbers(form)
    pairs = [(values[i], values[(i * 11 + 5) % len(values)]) for i in range(len(values))]
    one, s, f = form.one, form.sign, form.fraction
    half_ulp = one - ((f + 1) << f) if one > ((f + 1) << f) else 1
    return pairs + [
        (one, one), (one, one | s), (0, s), (s, s), (s, 0), (form.infinity, form.infinity | s), (form.infinity, 0), (0, form.infinity),
        (one, half_ulp), (one, half_ulp + 1), (one + 1, half_ulp), (one | s, half_ulp | s), (form.largest, form.largest),
        (form.largest | s, form.largest), (form.largest, one - (1 << f)), (1, one - (1 << f)), (3, one - (1 << f)), (1 << f, one - 1),
        (1, 1), (1 | s, 1), (one, 3 << f - 1 | one), (one, one + (1 << f) + (1 << f - 1)), (0, 0), (one, 0), (one | s, 0),
        (form.infinity, form.infinity), (form.nan, one), (form.infinity | 1, form.nan), ((1 << f) - 1, one + 1), ((1 << f) + 1, one - 2),
    ]


def floating_group(program, name, form, rows, outcome, assembly, moded, out=None):
    """One instruction on rows of operands, for each rounding mode static and dynamic: results and flags.

    `outcome(row, mode)` is the result and the flags; a result of a floating format is compared with its boxing.
    """
    loads = {"h": "flh", "s": "flw", "d": "fld"}
    directive = {16: ".2byte", 32: ".word", 64: ".dword"}
    size = form.bits // 8
    arity = len(rows[0])
    operands = program.floating_table([x for row in rows for x in row], directive[form.bits])
    for mode in range(5) if moded else (0,):
        found = [outcome(row, mode) for row in rows]
        results = program.table([r | (out.box if out else 0) for r, _ in found])
        flags = program.table([f for _, f in found], ".byte")
        program.group(name.replace(".", "_") + (f"_{MODES[mode]}" if moded else ""), len(rows))
        program.line(f"la s0, {operands}\n    la s1, {results}\n    la s2, {flags}\n    li s3, {len(rows)}")
        program.line("1: addi gp, gp, 1")
        for i in range(arity):
            program.line(f"{loads[form.letter]} fa{i + 1}, {i * size}(s0)")
        program.line("ld a2, 0(s1)\n    lbu a3, 0(s2)")
        for text, rounding in ((assembly(", " + MODES[mode] if moded else ""), (mode + 2) % 5),) + (
                ((assembly(", dyn"), mode),) if moded else ()):
            program.line(f"csrwi fcsr, {rounding << 5 & 31}\n    fsrmi {rounding}\n    {text}\n    frflags a4")
            program.line("fmv.x.d a1, fa0" if out else "mv a1, a0")
            program.line("bne a1, a2, fail\n    bne a4, a3, fail")
        program.line(f"addi s0, s0, {arity * size}\n    addi s1, s1, 8\n    addi s2, s2, 1\n    addi s3, s3, -1\n    bnez s3, 1b")


def floating_table(self, values, directive):
    known = self.__dict__.setdefault("floats", {})
    key = (tuple(values), directive)
    if key not in known:
        known[key] = self.table(values, directive)
    return known[key]


Program.floating_table = floating_table


def arithmetic(form):
    program = Program({"h": "Zfh", "s": "F", "d": "D"}[form.letter] + ": arithmetic, every rounding mode, flags.")
    letter = form.letter
    pairs = operand_pairs(form)
    for name, operation in (
        ("fadd", add), ("fsub", lambda f, a, b, m: add(f, a, b, m, True)), ("fmul", multiply_floating), ("fdiv", divide_floating),
    ):
        floating_group(program, f"{name}.{letter}", form, pairs, lambda r, m, o=operation: o(form, r[0], r[1], m),
                       lambda rm, n=name: f"{n}.{letter} fa0, fa1, fa2{rm}", True, form)
    roots = [(x,) for x in numbers(form)] + [(x,) for x in (form.one + (2 << form.fraction), form.one + (1 << form.fraction) + 1, 5, 7)]
    floating_group(program, f"fsqrt.{letter}", form, roots, lambda r, m: square_root(form, r[0], m),
                   lambda rm: f"fsqrt.{letter} fa0, fa1{rm}", True, form)
    values = numbers(form)
    one, s, f = form.one, form.sign, form.fraction
    triples = [(a, b, values[(i * 5 + 2) % len(values)]) for i, (a, b) in enumerate(pairs)][::2] + [
        (one, one, one | s), (one, one | s, one), (one + 1, one - 1, one | s), (one + 1, one + 1, (one + 2) | s),
        (form.infinity, 0, form.nan), (0, form.infinity, one), (form.infinity, one, form.infinity | s), (one, s, 0), (one, 0, s),
        (form.largest, one + (1 << f), form.largest | s), (1, one - (1 << f), 1 << f), (1, 1, one), (1, 1 | s, one), (1, 1, one | s),
    ]
    for name, product, addend in (("fmadd", 0, 0), ("fmsub", 0, 1), ("fnmsub", 1, 0), ("fnmadd", 1, 1)):
        floating_group(program, f"{name}.{letter}", form, triples,
                       lambda r, m, p=product, q=addend: fused(form, r[0], r[1], r[2], m, p, q),
                       lambda rm, n=name: f"{n}.{letter} fa0, fa1, fa2, fa3{rm}", True, form)
    # The destination is one of the sources.
    floating_group(program, f"fadd.{letter}", form, [(x, x) for x in values], lambda r, m: add(form, r[0], r[1], m),
                   lambda rm: f"fmv.{letter} fa0, fa1\n    fadd.{letter} fa0, fa0, fa2{rm}", True, form)
    return program


def comparison(form):
    program = Program({"h": "Zfh", "s": "F", "d": "D"}[form.letter] + ": comparisons, signs, classes, conversions, moves.")
    letter = form.letter
    pairs = operand_pairs(form)
    for name, want_max in (("fmin", False), ("fmax", True)):
        floating_group(program, f"{name}.{letter}", form, pairs, lambda r, m, w=want_max: extreme(form, r[0], r[1], w),
                       lambda rm, n=name: f"{n}.{letter} fa0, fa1, fa2", False, form)
    for name in ("feq", "flt", "fle"):
        floating_group(program, f"{name}.{letter}", form, pairs, lambda r, m, n=name: compare(form, r[0], r[1], n),
                       lambda rm, n=name: f"{n}.{letter} a0, fa1, fa2", False)
    body = form.sign - 1
    for name, sign in (("fsgnj", lambda a, b: b), ("fsgnjn", lambda a, b: ~b), ("fsgnjx", lambda a, b: a ^ b)):
        floating_group(program, f"{name}.{letter}", form, pairs, lambda r, m, g=sign: (r[0] & body | g(r[0], r[1]) & form.sign, 0),
                       lambda rm, n=name: f"{n}.{letter} fa0, fa1, fa2", False, form)
    singles = [(x,) for x in numbers(form)]
    floating_group(program, f"fclass.{letter}", form, singles, lambda r, m: (classify(form, r[0]), 0),
                   lambda rm: f"fclass.{letter} a0, fa1", False)
    move = {"h": "fmv.x.h", "s": "fmv.x.w", "d": "fmv.x.d"}[letter]
    floating_group(program, move, form, singles, lambda r, m: (u(sext(r[0], form.bits)), 0), lambda rm: f"{move} a0, fa1", False)
    back = {"h": "fmv.h.x", "s": "fmv.w.x", "d": "fmv.d.x"}[letter]
    floating_group(program, back, form, singles, lambda r, m: (r[0], 0), lambda rm: f"{move} a0, fa1\n    {back} fa0, a0", False, form)
    near = [Fraction(n, 4) for n in (1, 2, 3, 5, 6, 7, 10, -1, -2, -3, -5, -6, -7, -10)]
    edges = [Fraction((1 << p) + d) for p in (31, 32, 63, 64) for d in (-1, 0, 1)] + [Fraction(-(1 << p) - d) for p in (31, 63) for d in (0, 1)]
    edges += [Fraction((1 << 31) * 2 - 1, 2), Fraction(-(1 << 32) - 1, 2), Fraction(-(1 << 32) - 3, 2), Fraction(1 << 33) - Fraction(1, 2)]
    rows = singles + [(form.round(v, NEAREST_EVEN)[0],) for v in near + edges if form.round(v, NEAREST_EVEN)[0] & ~form.sign < form.infinity]
    for name, bits, signed in (("w", 32, True), ("wu", 32, False), ("l", 64, True), ("lu", 64, False)):
        floating_group(program, f"fcvt.{name}.{letter}", form, rows, lambda r, m, b=bits, g=signed: to_register(form, r[0], m, b, g),
                       lambda rm, n=name: f"fcvt.{n}.{letter} a0, fa1{rm}", True)
    integers = [(u(x),) for x in VALUES + [(1 << 24) + 1, (1 << 24) + 3, (1 << 53) + 1, (1 << 53) + 3, 65519, 65520, 2049, 2051,
                                          -(1 << 24) - 1, -(1 << 53) - 1, 0xffffff7fffffffff]]
    for name, bits, signed in (("w", 32, True), ("wu", 32, False), ("l", 64, True), ("lu", 64, False)):
        def from_register(row, mode, bits=bits, signed=signed):
            return form.round(Fraction(sext(row[0], bits) if signed else u(row[0], bits)), mode)
        moded = not (letter == "d" and bits == 32)
        floating_group(program, f"fcvt.{letter}.{name}", DOUBLE, integers, from_register,
                       lambda rm, n=name: f"fmv.x.d a0, fa1\n    fcvt.{letter}.{n} fa0, a0{rm}", moded, form)
    for source in (HALF, SINGLE, DOUBLE):
        if source is form:
            continue
        values = numbers(source) + [convert(form, source, x, NEAREST_EVEN)[0] for x in numbers(form)]
        narrow = source.bits > form.bits
        if narrow:  # ties and neighbours of ties
            gap = source.fraction - form.fraction
            values += [source.one + (1 << gap - 1) + d for d in (-1, 0, 1)] + [source.one + (3 << gap - 1) + d for d in (-1, 0, 1)]
            smallest = source.one + ((1 - form.bias) << source.fraction)
            values += [smallest - d for d in (1, 1 << gap - 2, 1 << gap - 1, 1 << gap, (1 << gap) + 1)]
        floating_group(program, f"fcvt.{letter}.{source.letter}", source, [(u(x, source.bits),) for x in values],
                       lambda r, m, q=source: convert(q, form, r[0], m),
                       lambda rm, q=source: f"fcvt.{letter}.{q.letter} fa0, fa1{rm}", narrow, form)
    return program


def permissions():
    """What a page permits, for the paging programs: a byte for each MXR, SUM, U, X, W, R (from the highest bit of the index
    down): from bit 0 load, store and fetch of S mode, then of U mode."""
    rows = []
    for index in range(64):
        readable, writable, executable, user, sum_, mxr = (index >> i & 1 for i in range(6))
        leaf = (readable or executable) and not (writable and not readable)
        load = leaf and (readable or executable and mxr)
        allowed = []
        for mode_user in (0, 1):
            data = user if mode_user else not user or sum_
            code = user == mode_user
            allowed += [load and data, leaf and writable and data, leaf and executable and code]
        rows.append(sum(1 << i for i, a in enumerate(allowed) if a))
    return "".join(f"    .byte {row:#04x}\n" for row in rows)


PROGRAMS = {
    "integer": integer, "multiply": multiply, "branches": branches, "memory": memory, "misaligned": misaligned,
    "atomics": atomics, "compressed": compressed, "zcb": more_compressed, "zba": address_generation, "zbb": basic_bits,
    "zbc": carryless_product, "zbs": single_bits, "zbkb": cipher_bits, "zicond": conditional,
    "float_half": lambda: arithmetic(HALF), "float_single": lambda: arithmetic(SINGLE), "float_double": lambda: arithmetic(DOUBLE),
    "float_half_other": lambda: comparison(HALF), "float_single_other": lambda: comparison(SINGLE),
    "float_double_other": lambda: comparison(DOUBLE),
}


def main():
    for name, program in PROGRAMS.items():
        program().write(sys.argv[1], name)
    Path(sys.argv[1], "permissions.inc").write_text(permissions(), encoding="ascii")


if __name__ == "__main__":
    main()
