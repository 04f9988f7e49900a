using System.Collections.Generic;
using Sim.CoreEmulator.Isa;

namespace Sim.CoreEmulator.Harts.Csrs;

/// <summary>menvcfg, senvcfg and henvcfg: what less privileged modes may use.</summary>
internal static class EnvironmentConfiguration
{
    // What M mode withholds a guest does not get either, whatever henvcfg says.
    private const ulong Withheld = EnvironmentField.Adue | EnvironmentField.Pbmte | EnvironmentField.Stce;

    public static IEnumerable<Csr> Declare(CsrFile file)
    {
        ulong cache = (file.Has(Extensions.Zicbom) ? EnvironmentField.Cbie | EnvironmentField.Cbcfe : 0)
            | (file.Has(Extensions.Zicboz) ? EnvironmentField.Cbze : 0);
        ulong user = cache | (file.Has(Extensions.S) ? EnvironmentField.Fiom : 0);
        ulong supervisor = user
            | (file.Has(Extensions.Svadu) ? EnvironmentField.Adue : 0)
            | (file.Has(Extensions.Svpbmt) ? EnvironmentField.Pbmte : 0)
            | (file.Has(Extensions.Sstc) ? EnvironmentField.Stce : 0);
        if (file.Has(Extensions.U))
        {
            yield return new Csr("menvcfg", 0x30A, () => file.State.Menvcfg, value => Set(file, ref file.State.Menvcfg, value & supervisor));
        }

        if (file.Has(Extensions.S))
        {
            yield return new Csr("senvcfg", 0x10A, () => file.State.Senvcfg, value => Set(file, ref file.State.Senvcfg, value & user));
        }

        if (file.Has(Extensions.H))
        {
            yield return new Csr("henvcfg", 0x60A, () => Guest(file), value => Set(file, ref file.State.Henvcfg, value & supervisor));
        }
    }

    /// <summary>henvcfg as it reads.</summary>
    public static ulong Guest(CsrFile file) => file.State.Henvcfg & (file.State.Menvcfg | ~Withheld);

    private static void Set(CsrFile file, ref ulong register, ulong value)
    {
        bool isReserved = (value & EnvironmentField.Cbie) == 2UL << EnvironmentField.CbieShift;
        register = isReserved ? value & ~EnvironmentField.Cbie : value;
        file.Hart.RequestAttention();
    }
}
