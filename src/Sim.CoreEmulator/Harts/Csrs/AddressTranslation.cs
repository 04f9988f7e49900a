using System.Collections.Generic;
using Sim.CoreEmulator.Isa;

namespace Sim.CoreEmulator.Harts.Csrs;

/// <summary>satp, vsatp and hgatp. Privileged manual, "Supervisor Address Translation and Protection Register" and the hypervisor extension's.</summary>
internal static class AddressTranslation
{
    private const ulong PageNumber = (1UL << 44) - 1;
    private const ulong AsidAndPageNumber = (1UL << 60) - 1;
    private const ulong VmidAndPageNumber = (0x3FFFUL << 44) | PageNumber;

    public static IEnumerable<Csr> Declare(CsrFile file)
    {
        if (file.Has(Extensions.S))
        {
            yield return new Csr("satp", 0x180, () => file.State.Satp, value => SetHost(file, value)) { Gate = () => Gate(file) };
        }

        if (file.Has(Extensions.H))
        {
            yield return new Csr("vsatp", 0x280, () => file.State.Vsatp, value => SetGuest(file, value));
            yield return new Csr("hgatp", 0x680, () => file.State.Hgatp, value => SetGuestPhysical(file, value)) { Gate = () => GateOfHost(file) };
        }
    }

    /// <summary>Levels of page tables that a register's mode asks for: 0 for Bare, 3 for Sv39 and Sv39x4, 4 for Sv48 and Sv48x4; -1 for what there is not.</summary>
    public static int Levels(ulong atp) => (atp >> 60) switch
    {
        0 => 0,
        8 => 3,
        9 => 4,
        _ => -1,
    };

    private static void SetHost(CsrFile file, ulong value)
    {
        if (Levels(value) >= 0 && file.State.Satp != value)
        {
            file.State.Satp = value;
            file.Hart.Mmu.FlushHost();
        }
    }

    // vsatp set for a guest that is not running may hold any page number; a mode that there is not keeps the old mode alone.
    private static void SetGuest(CsrFile file, ulong value)
    {
        if (Levels(value) < 0)
        {
            if (file.Hart.Virtual)
            {
                return;
            }

            value = (file.State.Vsatp & ~AsidAndPageNumber) | (value & AsidAndPageNumber);
        }

        if (file.State.Vsatp != value)
        {
            file.State.Vsatp = value;
            file.Hart.Mmu.FlushGuest();
        }
    }

    private static void SetGuestPhysical(CsrFile file, ulong value)
    {
        ulong mode = Levels(value) >= 0 ? value >> 60 : file.State.Hgatp >> 60;

        // The root of a guest's physical address space is four pages long, and aligned so.
        value = (mode << 60) | (value & VmidAndPageNumber & ~3UL);
        if (file.State.Hgatp != value)
        {
            file.State.Hgatp = value;
            file.Hart.Mmu.FlushGuestPhysical();
        }
    }

    private static CsrAccess Gate(CsrFile file)
    {
        if (file.Hart.Virtual)
        {
            return (file.State.Hstatus & HypervisorStatusField.Vtvm) != 0 ? CsrAccess.Virtual : CsrAccess.Allowed;
        }

        return GateOfHost(file);
    }

    private static CsrAccess GateOfHost(CsrFile file) =>
        (file.State.Mstatus & StatusField.Tvm) != 0 && file.Hart.Privilege != Privilege.Machine && !file.Hart.Virtual ? CsrAccess.Illegal : CsrAccess.Allowed;
}
