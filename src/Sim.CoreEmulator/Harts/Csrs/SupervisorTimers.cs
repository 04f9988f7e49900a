using System.Collections.Generic;
using Sim.CoreEmulator.Isa;

namespace Sim.CoreEmulator.Harts.Csrs;

/// <summary>Sstc: stimecmp and vstimecmp; and htimedelta, by which a guest's time differs.</summary>
internal static class SupervisorTimers
{
    public static IEnumerable<Csr> Declare(CsrFile file)
    {
        if (file.Has(Extensions.H))
        {
            yield return new Csr("htimedelta", 0x605, () => file.State.Htimedelta, value => Set(file, ref file.State.Htimedelta, value));
        }

        if (!file.Has(Extensions.Sstc))
        {
            yield break;
        }

        if (file.Has(Extensions.S))
        {
            yield return new Csr("stimecmp", 0x14D, () => file.State.Stimecmp, value => Set(file, ref file.State.Stimecmp, value)) { Gate = () => Gate(file) };
        }

        if (file.Has(Extensions.H))
        {
            yield return new Csr("vstimecmp", 0x24D, () => file.State.Vstimecmp, value => Set(file, ref file.State.Vstimecmp, value)) { Gate = () => Gate(file) };
        }
    }

    private static void Set(CsrFile file, ref ulong register, ulong value)
    {
        register = value;
        file.Hart.RequestAttention();
    }

    private static CsrAccess Gate(CsrFile file)
    {
        if ((file.State.Menvcfg & EnvironmentField.Stce) == 0 && file.Hart.Privilege != Privilege.Machine)
        {
            return CsrAccess.Illegal;
        }

        CsrAccess time = Counters.TimeGate(file);
        bool isWithheld = file.Hart.Virtual && (EnvironmentConfiguration.Guest(file) & EnvironmentField.Stce) == 0;
        return time == CsrAccess.Allowed && isWithheld ? CsrAccess.Virtual : time;
    }
}
