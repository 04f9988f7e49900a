#!/usr/bin/env bash
# Builds the benchmark programs anew, into the folder given or this one: needs Debian's gcc-riscv64-unknown-elf.
# -ffp-contract=off: results are those of any IEEE machine.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
out=${1:-.}
flags=(-march=rv64gc_zicsr -mabi=lp64d -mcmodel=medany -O2 -ffp-contract=off -ffreestanding -fno-builtin -nostdlib -nostartfiles
  -Wl,-T,link.ld -Wl,--build-id=none -Wl,-z,max-page-size=4096 -Wl,--no-warn-rwx-segments)
for program in mix mark; do
  riscv64-unknown-elf-gcc "${flags[@]}" start.S "$program.c" -o "$out/$program.elf"
  riscv64-unknown-elf-gcc "${flags[@]}" -DPAGING start.S "$program.c" -o "$out/$program-paged.elf"
done
riscv64-unknown-elf-gcc "${flags[@]}" start.S chase.c -o "$out/chase.elf"
riscv64-unknown-elf-gcc "${flags[@]}" hello.S -o "$out/hello.elf"
riscv64-unknown-elf-strip --strip-debug "$out"/*.elf
