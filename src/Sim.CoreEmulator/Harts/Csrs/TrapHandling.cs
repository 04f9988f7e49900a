using System.Collections.Generic;
using Sim.CoreEmulator.Isa;

namespace Sim.CoreEmulator.Harts.Csrs;

/// <summary>Where traps go and what they leave behind: xtvec, xscratch, xepc, xcause, xtval and their kin.</summary>
internal static class TrapHandling
{
    // Direct or vectored; other modes are reserved.
    private const ulong VectorMask = ~2UL;

    public static IEnumerable<Csr> Declare(CsrFile file)
    {
        ulong aligned = file.Has(Extensions.C) ? ~1UL : ~3UL;
        List<Csr> family =
        [
            new("mtvec", 0x305, () => file.State.Mtvec, value => file.State.Mtvec = value & VectorMask),
            new("mscratch", 0x340, () => file.State.Mscratch, value => file.State.Mscratch = value),
            new("mepc", 0x341, () => file.State.Mepc, value => file.State.Mepc = value & aligned),
            new("mcause", 0x342, () => file.State.Mcause, value => file.State.Mcause = value),
            new("mtval", 0x343, () => file.State.Mtval, value => file.State.Mtval = value),
        ];
        if (file.Has(Extensions.S))
        {
            family.AddRange(
            [
                new("stvec", 0x105, () => file.State.Stvec, value => file.State.Stvec = value & VectorMask),
                new("sscratch", 0x140, () => file.State.Sscratch, value => file.State.Sscratch = value),
                new("sepc", 0x141, () => file.State.Sepc, value => file.State.Sepc = value & aligned),
                new("scause", 0x142, () => file.State.Scause, value => file.State.Scause = value),
                new("stval", 0x143, () => file.State.Stval, value => file.State.Stval = value),
            ]);
        }

        if (file.Has(Extensions.H))
        {
            family.AddRange(
            [
                new("vstvec", 0x205, () => file.State.Vstvec, value => file.State.Vstvec = value & VectorMask),
                new("vsscratch", 0x240, () => file.State.Vsscratch, value => file.State.Vsscratch = value),
                new("vsepc", 0x241, () => file.State.Vsepc, value => file.State.Vsepc = value & aligned),
                new("vscause", 0x242, () => file.State.Vscause, value => file.State.Vscause = value),
                new("vstval", 0x243, () => file.State.Vstval, value => file.State.Vstval = value),
                new("mtinst", 0x34A, () => file.State.Mtinst, value => file.State.Mtinst = value),
                new("mtval2", 0x34B, () => file.State.Mtval2, value => file.State.Mtval2 = value),
                new("htval", 0x643, () => file.State.Htval, value => file.State.Htval = value),
                new("htinst", 0x64A, () => file.State.Htinst, value => file.State.Htinst = value),
            ]);
        }

        return family;
    }
}
