#!/usr/bin/env bash
# Builds the programs anew, into the folder given or this one: needs Debian's gcc-riscv64-unknown-elf.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
out=${1:-.}
flags=(-mabi=lp64d -mcmodel=medany -ffp-contract=off -ffreestanding -fno-builtin -nostdlib -nostartfiles -DCHECK=0x418d5d83
  -Wl,-T,link.ld -Wl,--build-id=none -Wl,-z,max-page-size=4096 -Wl,--no-warn-rwx-segments)
build() { riscv64-unknown-elf-gcc "${flags[@]}" "${@:2}" start.S kernels.c -o "$out/$1.elf"; }
build kernels-o2 -march=rv64gc_zicsr -O2
build kernels-o3 -march=rv64gc_zicsr -O3
build kernels-g -march=rv64g_zicsr -O2
build kernels-zb -march=rv64gc_zicsr_zba_zbb -O2
# The flags that SiFive builds CoreMark with, and a signed type.
build kernels-sifive -march=rv64gc_zicsr -mtune=sifive-7-series -DSIGNED -O2 -fno-common -funroll-loops -finline-functions \
  --param max-inline-insns-auto=20 --param inline-min-speedup=10 -falign-functions=4 -falign-jumps=4 -falign-loops=4
# Those of the C-class core's documentation.
build kernels-shakti -march=rv64gc_zicsr -O3 -fno-common -funroll-loops -finline-functions -fselective-scheduling \
  -falign-functions=16 -falign-jumps=4 -falign-loops=4 -finline-limit=1000
riscv64-unknown-elf-gcc "${flags[@]}" -march=rv64gc_zicsr -O2 -Wl,--defsym,arena=0x80400000 start.S memory.c -o "$out/memory.elf"
riscv64-unknown-elf-strip --strip-debug "$out"/*.elf
