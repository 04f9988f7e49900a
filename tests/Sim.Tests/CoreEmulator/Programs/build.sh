#!/bin/sh
# Builds all test programs: build.sh [folder for the ELF files, this one by default]. The files depend on nothing but the
# sources and the assembler (Debian: gcc-riscv64-unknown-elf), and generate.py on the language alone (python3).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=$(mkdir -p "${1:-$here}" && cd "${1:-$here}" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
isa=rv64gch_zba_zbb_zbc_zbs_zbkb_zbkx_zfh_zicbom_zicbop_zicboz_svinval

python3 -B "$here/generate.py" "$work"
cp "$here"/*.S "$here"/*.h "$here/link.ld" "$work"
cd "$work"
for source in *.S; do
    name=${source%.S}
    riscv64-unknown-elf-cpp -P "$source" "$name.s"
    riscv64-unknown-elf-as -march=$isa -mabi=lp64d -o "$name.o" "$name.s"
    riscv64-unknown-elf-ld -N --build-id=none --no-relax --no-warn-rwx-segments -T link.ld -o "$name.elf" "$name.o"
    riscv64-unknown-elf-strip --strip-debug --discard-locals "$name.elf"
    chmod 644 "$name.elf"
    cp "$name.elf" "$out/$name.elf"
done
