#!/bin/sh
# Builds the programs of the hot sections: build.sh [folder for the ELF files, this one by default]. They depend on nothing
# but the sources and the compiler: Debian's gcc-riscv64-unknown-elf (12.2) and binutils-riscv64-unknown-elf (2.40).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=$(mkdir -p "${1:-$here}" && cd "${1:-$here}" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# The compiler knows no H: C is compiled for RV64GC, which every core of the catalogue has, and assembled with H.
flags="-std=gnu17 -O2 -march=rv64gc -mabi=lp64d -mcmodel=medany -msmall-data-limit=0 -mno-riscv-attribute -ffreestanding -fno-builtin
    -fno-tree-loop-distribute-patterns -fno-stack-protector -fno-asynchronous-unwind-tables -fno-ident -Wall -Wextra -Werror"
isa=rv64gch_zicsr_zifencei

cp "$here"/*.S "$here"/*.c "$here"/*.h "$here/link.ld" "$work"
cd "$work"
for source in *.c; do
    riscv64-unknown-elf-gcc $flags -S -o "${source%.c}.s" "$source"
done
for source in *.S; do
    riscv64-unknown-elf-cpp -P "$source" "${source%.S}.s"
done
for source in *.s; do
    riscv64-unknown-elf-as -march=$isa -mabi=lp64d -o "${source%.s}.o" "$source"
done
program() {
    name=$1
    shift
    riscv64-unknown-elf-ld -N --build-id=none --no-relax --no-warn-rwx-segments -T link.ld -o "$name.elf" start.o hot.o "$@"
    riscv64-unknown-elf-strip --strip-debug --discard-locals "$name.elf"
    chmod 644 "$name.elf"
    cp "$name.elf" "$out/$name.elf"
}
program pages pages.o
program copies copies.o
program compress compress.o
program locks locks.o
program corunners corunners.o
program threads threads.o threads_switch.o
program rings rings.o
hypervisor="hypervisor.o hosted.o mmio.o kernel.o entry.o emulator.o world.o"
program exits exits.o $hypervisor
program ipi ipi.o $hypervisor
program walks walks.o modes.o
program footprint footprint.o modes.o
program integer integer.o modes.o
program shadow shadow.o world.o
program deprivileged deprivileged.o world.o
