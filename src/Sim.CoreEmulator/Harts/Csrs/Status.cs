using System.Collections.Generic;
using Sim.CoreEmulator.Isa;

namespace Sim.CoreEmulator.Harts.Csrs;

/// <summary>mstatus, of which sstatus shows a part, vsstatus and hstatus.</summary>
internal static class Status
{
    private const ulong HypervisorMask = HypervisorStatusField.Vtsr | HypervisorStatusField.Vtw | HypervisorStatusField.Vtvm
        | HypervisorStatusField.Hu | HypervisorStatusField.Spvp | HypervisorStatusField.Spv | HypervisorStatusField.Gva;

    public static IEnumerable<Csr> Declare(CsrFile file)
    {
        ulong supervisor = SupervisorMask(file);
        ulong shown = supervisor | StatusField.Uxl64 | StatusField.Sd;
        ulong machine = MachineMask(file) | supervisor;
        yield return new Csr("mstatus", 0x300, () => file.State.Mstatus, value => SetMachine(file, value, machine));
        if (file.Has(Extensions.S))
        {
            yield return new Csr("sstatus", 0x100, () => file.State.Mstatus & shown, value => SetMachine(file, value, supervisor));
        }

        if (file.Has(Extensions.H))
        {
            yield return new Csr("vsstatus", 0x200, () => file.State.Vsstatus, value => SetGuest(file, value, supervisor));
            yield return new Csr("hstatus", 0x600, () => file.State.Hstatus, value => file.State.Hstatus = Merge(file.State.Hstatus, value, HypervisorMask));
        }
    }

    /// <summary>Sets fields of mstatus, and what follows from them.</summary>
    public static void SetMachine(CsrFile file, ulong value, ulong mask)
    {
        ulong before = file.State.Mstatus;
        ulong after = StatusField.WithSd(Merge(before, Legal(file, value), mask));
        file.State.Mstatus = after;
        if (((before ^ after) & StatusField.Mxr) != 0)
        {
            file.Hart.Mmu.FlushHost();
            file.Hart.Mmu.FlushGuest();
        }

        Changed(file);
    }

    private static void SetGuest(CsrFile file, ulong value, ulong mask)
    {
        ulong before = file.State.Vsstatus;
        ulong after = StatusField.WithSd(Merge(before, value, mask));
        file.State.Vsstatus = after;
        if (((before ^ after) & StatusField.Mxr) != 0)
        {
            file.Hart.Mmu.FlushGuest();
        }

        Changed(file);
    }

    private static void Changed(CsrFile file)
    {
        file.ModeChanged();
        file.Hart.Mmu.ModeChanged();
        file.Hart.RequestAttention();
    }

    private static ulong Merge(ulong old, ulong value, ulong mask) => (old & ~mask) | (value & mask);

    // MPP holds only privilege levels that there are.
    private static ulong Legal(CsrFile file, ulong value)
    {
        Privilege mpp = (Privilege)((value & StatusField.Mpp) >> StatusField.MppShift);
        Privilege legal = !file.Has(Extensions.U) ? Privilege.Machine
            : mpp == Privilege.Machine || (mpp == Privilege.Supervisor && file.Has(Extensions.S)) ? mpp : Privilege.User;
        return (value & ~StatusField.Mpp) | ((ulong)legal << StatusField.MppShift);
    }

    private static ulong SupervisorMask(CsrFile file) =>
        (file.Has(Extensions.S) ? StatusField.Sie | StatusField.Spie | StatusField.Spp | StatusField.Sum | StatusField.Mxr : 0)
        | (file.Has(Extensions.S | Extensions.F) ? StatusField.Fs : 0);

    private static ulong MachineMask(CsrFile file) =>
        StatusField.Mie | StatusField.Mpie | StatusField.Mpp
        | (file.Has(Extensions.U) ? StatusField.Mprv | StatusField.Tw : 0)
        | (file.Has(Extensions.S) ? StatusField.Tsr | StatusField.Tvm : 0)
        | (file.Has(Extensions.H) ? StatusField.Gva | StatusField.Mpv : 0);
}
