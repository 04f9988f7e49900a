using System.Collections.Generic;
using Sim.CoreEmulator.Isa;

namespace Sim.CoreEmulator.Harts.Csrs;

/// <summary>misa and the machine's identity. Privileged manual, "Machine-Level CSRs".</summary>
internal static class MachineInformation
{
    private static readonly (char Letter, Extensions All)[] Letters =
    [
        ('A', Extensions.A), ('B', Extensions.Zba | Extensions.Zbb | Extensions.Zbs), ('C', Extensions.C), ('D', Extensions.D), ('F', Extensions.F),
        ('H', Extensions.H), ('I', Extensions.I), ('M', Extensions.M), ('S', Extensions.S), ('U', Extensions.U),
    ];

    public static IEnumerable<Csr> Declare(CsrFile file) =>
    [
        new("mvendorid", 0xF11, 0),
        new("marchid", 0xF12, 0),
        new("mimpid", 0xF13, 0),
        new("mhartid", 0xF14, (ulong)file.Hart.Id),
        new("mconfigptr", 0xF15, 0),
        new("misa", 0x301, Misa(file.Hart.Options.Extensions)),
    ];

    private static ulong Misa(Extensions extensions)
    {
        ulong misa = 2UL << 62;
        foreach ((char letter, Extensions all) in Letters)
        {
            if ((extensions & all) == all)
            {
                misa |= 1UL << (letter - 'A');
            }
        }

        return misa;
    }
}
