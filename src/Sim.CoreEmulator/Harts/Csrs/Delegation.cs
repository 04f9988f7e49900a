using System.Collections.Generic;
using Sim.CoreEmulator.Isa;

namespace Sim.CoreEmulator.Harts.Csrs;

/// <summary>Which traps M mode hands to HS mode, and HS mode to VS mode: medeleg, mideleg, hedeleg, hideleg.</summary>
internal static class Delegation
{
    private const ulong MisalignedFetch = 1UL << (int)TrapCause.InstructionAddressMisaligned;

    private const ulong Everywhere =
        (1UL << (int)TrapCause.InstructionAccessFault)
        | (1UL << (int)TrapCause.IllegalInstruction)
        | (1UL << (int)TrapCause.Breakpoint)
        | (1UL << (int)TrapCause.LoadAddressMisaligned)
        | (1UL << (int)TrapCause.LoadAccessFault)
        | (1UL << (int)TrapCause.StoreAddressMisaligned)
        | (1UL << (int)TrapCause.StoreAccessFault)
        | (1UL << (int)TrapCause.EnvironmentCallFromU)
        | (1UL << (int)TrapCause.InstructionPageFault)
        | (1UL << (int)TrapCause.LoadPageFault)
        | (1UL << (int)TrapCause.StorePageFault);

    private const ulong ToHypervisor =
        (1UL << (int)TrapCause.EnvironmentCallFromVS)
        | (1UL << (int)TrapCause.InstructionGuestPageFault)
        | (1UL << (int)TrapCause.LoadGuestPageFault)
        | (1UL << (int)TrapCause.VirtualInstruction)
        | (1UL << (int)TrapCause.StoreGuestPageFault);

    public static IEnumerable<Csr> Declare(CsrFile file)
    {
        if (!file.Has(Extensions.S))
        {
            yield break;
        }

        ulong exceptions = Everywhere | (1UL << (int)TrapCause.EnvironmentCallFromS)
            | (file.Has(Extensions.C) ? 0 : MisalignedFetch)
            | (file.Has(Extensions.H) ? ToHypervisor : 0);

        // Interrupts of VS mode and of guests always go to HS mode at least.
        ulong always = file.Has(Extensions.H) ? InterruptBit.Hypervisor : 0;
        file.State.Mideleg = always;
        yield return new Csr("medeleg", 0x302, () => file.State.Medeleg, value => file.State.Medeleg = value & exceptions);
        yield return new Csr("mideleg", 0x303, () => file.State.Mideleg, value =>
        {
            file.State.Mideleg = (value & InterruptBit.Supervisor) | always;
            file.Hart.RequestAttention();
        });
        if (file.Has(Extensions.H))
        {
            yield return new Csr("hedeleg", 0x602, () => file.State.Hedeleg, value => file.State.Hedeleg = value & (Everywhere | MisalignedFetch));
            yield return new Csr("hideleg", 0x603, () => file.State.Hideleg, value =>
            {
                file.State.Hideleg = value & InterruptBit.VirtualSupervisor;
                file.Hart.RequestAttention();
            });
        }
    }
}
